using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Paceline.Domain.Access;

/// <summary>Codes of an authenticator app: six digits, a new one every thirty seconds (RFC 6238 with SHA-1, which all apps speak).</summary>
public static class TimeCode
{
    /// <summary>Bytes of a secret (RFC 4226, section 4, R6).</summary>
    public const int SecretLength = 20;

    private const int Seconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The time step of an instant.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds;

    /// <summary>The code of a step.</summary>
    public static string Of(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The standard's own choice; what is broken of SHA-1 does not touch HMAC.
        Span<byte> hash = stackalloc byte[20];
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code was typed, or null. A clock may be one step off; a step that was used does not count again.</summary>
    public static long? Match(byte[] secret, string typed, DateTimeOffset at, long after)
    {
        var digits = new string([.. typed.Where(char.IsAsciiDigit)]);
        if (digits.Length != 6) return null;
        var now = StepOf(at);
        for (var step = now - 1; step <= now + 1; step++)
            if (step > after && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(secret, step)), Encoding.ASCII.GetBytes(digits))) return step;
        return null;
    }

    /// <summary>A secret as apps and people take it: letters and digits that are not mistaken for each other (RFC 4648, base 32).</summary>
    public static string Spell(byte[] secret)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var value in secret)
        {
            (buffer, bits) = ((buffer << 8) | value, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }

        if (bits > 0) text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>A text in groups of four, to be read aloud or typed.</summary>
    public static string Grouped(string text) => string.Join(' ', text.Chunk(4).Select(c => new string(c)));

    /// <summary>What the picture says to the app.</summary>
    public static string Address(string issuer, string account, byte[] secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Spell(secret)}&issuer={Uri.EscapeDataString(issuer)}";
}

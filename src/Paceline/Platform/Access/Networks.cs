using System.Net;
using System.Net.Sockets;

namespace Paceline.Platform.Access;

/// <summary>Addresses as far as they are kept: enough to recognise a network, too little to find a person.</summary>
public static class Networks
{
    /// <summary>192.0.2.0/24 or 2001:db8:1::/48.</summary>
    public static string? Of(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily is AddressFamily.InterNetwork ? 3 : 6;
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }

    /// <summary>What attempts are counted by: an address, of version 6 the network of one household.</summary>
    public static string Counted(IPAddress? address)
    {
        if (address is null) return "-";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is AddressFamily.InterNetwork) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }
}

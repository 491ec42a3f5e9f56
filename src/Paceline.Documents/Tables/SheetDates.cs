using System.Globalization;

namespace Paceline.Documents;

/// <summary>How sheets say that a number is a date: by its format alone (ECMA-376 part 1, sections 18.8.30 and 18.17.4).</summary>
internal static class SheetDates
{
    /// <summary>What a number format shows.</summary>
    [Flags]
    internal enum Shows
    {
        /// <summary>A plain number.</summary>
        Number = 0,

        /// <summary>A day.</summary>
        Day = 1,

        /// <summary>A time of day.</summary>
        Time = 2,

        /// <summary>Hours counted beyond a day.</summary>
        Duration = 4,
    }

    /// <summary>What one of the built-in formats shows.</summary>
    public static Shows OfBuiltIn(uint format) => format switch
    {
        >= 14 and <= 17 or >= 27 and <= 31 or 36 or >= 50 and <= 58 => Shows.Day,
        >= 18 and <= 21 or >= 32 and <= 35 or 45 or 47 => Shows.Time,
        22 => Shows.Day | Shows.Time,
        46 => Shows.Duration,
        _ => Shows.Number,
    };

    /// <summary>What a custom format shows, such as yyyy\-mm\-dd or [h]:mm.</summary>
    public static Shows OfCode(string code)
    {
        var shows = Shows.Number;
        var months = false;
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (char.ToLowerInvariant(code[i]))
            {
                case '\\' or '_' or '*': i++; break;
                case '"' when code.IndexOf('"', i + 1) is var end and > 0: i = end; break;
                case '[' when code.IndexOf(']', i) is var end and > 0:
                    if (code[i + 1] is 'h' or 'H' or 'm' or 'M' or 's' or 'S') return Shows.Duration;
                    i = end;
                    break;
                case 'y' or 'd': shows |= Shows.Day; break;
                case 'h' or 's': shows |= Shows.Time; break;
                case 'm': months = true; break;
                case 'g' when code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase): i += 6; break;
                default: break;
            }
        }

        // A lone m is a month; beside hours or seconds it is minutes.
        return months && shows == Shows.Number ? Shows.Day : shows;
    }

    /// <summary>The number as ISO 8601; null if it is no date that a sheet can show.</summary>
    /// <param name="serial">Days since the sheet's beginning of time.</param>
    /// <param name="shows">What the format shows.</param>
    /// <param name="from1904">Whether the workbook counts from 1904, as on old Macintosh computers.</param>
    public static string? Text(double serial, Shows shows, bool from1904)
    {
        if (shows == Shows.Number || !double.IsFinite(serial) || serial < 0 || serial >= 2_958_466) return null;
        var seconds = (long)Math.Round(serial * 86_400);
        if (shows == Shows.Duration) return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        var time = TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(seconds % 86_400));
        if (shows == Shows.Time && serial < 1) return CellText.Of(time);
        var days = (int)(seconds / 86_400);
        // Sheets believe in a 29 February 1900, so the days before it are one further on.
        var origin = from1904 ? new DateOnly(1904, 1, 1) : days < 60 ? new DateOnly(1899, 12, 31) : new DateOnly(1899, 12, 30);
        if (days > DateOnly.MaxValue.DayNumber - origin.DayNumber) return null;
        var day = CellText.Of(origin.AddDays(days));
        return seconds % 86_400 == 0 && !shows.HasFlag(Shows.Time) ? day : string.Create(CultureInfo.InvariantCulture, $"{day}T{time:HH:mm:ss}");
    }
}

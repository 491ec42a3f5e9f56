namespace Paceline.Platform.Access;

/// <summary>What a browser says of itself, in two words: "Firefox, Windows".</summary>
public static class DeviceWords
{
    private static readonly (string Sign, string Word)[] Browsers =
    [
        ("MicroMessenger/", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Word)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>Empty where it says nothing that is known.</summary>
    public static string Of(string? userAgent)
    {
        string? Find((string Sign, string Word)[] table) => table.Where(t => userAgent?.Contains(t.Sign, StringComparison.Ordinal) == true).Select(t => t.Word).FirstOrDefault();
        return string.Join(", ", new[] { Find(Browsers), Find(Systems) }.OfType<string>());
    }
}

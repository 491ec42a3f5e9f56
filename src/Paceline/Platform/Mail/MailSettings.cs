namespace Paceline.Platform.Mail;

/// <summary>How mail leaves; without a host it lands in a folder and on a page of the product.</summary>
public sealed class MailSettings
{
    public string Host { get; set; } = "";
    public int Port { get; set; } = 587;
    public bool StartTls { get; set; }
    public string? User { get; set; }
    public string? Password { get; set; }
    public string From { get; set; } = "noreply@localhost";
    public string Folder { get; set; } = "data/mail";
    /// <summary>The most messages a minute to one domain: large mail houses refuse strangers who hurry. 0 is without a limit.</summary>
    public int PerMinute { get; set; } = 20;
}

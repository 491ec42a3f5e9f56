using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Ui;

namespace Paceline.Features.Admin;

/// <summary>One message as its reader sees it.</summary>
[Requires(Can.ManagePlatform)]
public sealed partial class SentMailModel(PacelineDb db, Clock clock, CurrentProgramme programme, Outbox outbox, AuditTrail audit) : PageModel
{
    public OutgoingMail Mail { get; private set; } = null!;
    public string TimeZone { get; private set; } = "";

    /// <summary>The text in pieces: words, and links where they may be followed.</summary>
    public IReadOnlyList<(string Text, string? Link)> Pieces { get; private set; } = [];

    /// <summary>Whoever opens such a link acts for the person whom it was sent to; only a demonstration shows it.</summary>
    public bool HidesLinks => !clock.IsDemo;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (await db.Mails.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, stop) is not { } mail) return NotFound();
        (Mail, TimeZone) = (mail, (await programme.Find(stop))?.TimeZone ?? "Europe/Brussels");
        var pieces = new List<(string, string?)>();
        var at = 0;
        foreach (Match link in Link().Matches(mail.Text))
        {
            pieces.Add((mail.Text[at..link.Index], null));
            pieces.Add(HidesLinks ? (new Uri(link.Value).GetLeftPart(UriPartial.Authority) + "/…", null) : (link.Value, link.Value));
            at = link.Index + link.Length;
        }

        pieces.Add((mail.Text[at..], null));
        Pieces = pieces;
        return Page();
    }

    /// <summary>Sends it once more: asked for by a person, so a message that left leaves again.</summary>
    public async Task<IActionResult> OnPostAgain(Guid id, CancellationToken stop)
    {
        if (await db.Mails.FirstOrDefaultAsync(m => m.Id == id, stop) is not { } mail) return NotFound();
        outbox.SendAgain(mail);
        audit.Add("Sent a message again", Domain.RecordKind.Mail, mail.Id, mail.Subject, mail.To);
        await db.SaveChangesAsync(stop);
        this.Say("It is sent again.");
        return LocalRedirect(Urls.Mail);
    }

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}

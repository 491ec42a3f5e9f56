using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;

namespace Paceline.Features.Organisations;

/// <summary>Takes an organisation's logo, or removes it. What it is, its bytes say.</summary>
public sealed class ChangeLogo(PacelineDb db, FileStore files, AuditTrail audit)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int Largest = 2 * 1024 * 1024;
    /// <summary>The smallest side in pixels: less is a smudge on paper.</summary>
    public const int Smallest = 32;
    /// <summary>The longest side in pixels: more would fill the memory of a telephone.</summary>
    public const int Longest = 4096;

    public async Task<Refusal?> Run(Organisation organisation, IFormFile upload, CancellationToken stop)
    {
        if (upload.Length == 0) return new Refusal("This file is empty. Choose another one.");
        if (upload.Length > Largest) return new Refusal("A logo has at most {0} MB.", Largest / 1048576);
        var content = new byte[upload.Length];
        await using (var stream = upload.OpenReadStream()) await stream.ReadExactlyAsync(content, stop);
        var kind = FileKind.Detect(content);
        if (kind is not (FileKind.Png or FileKind.Jpeg or FileKind.WebP))
            return kind is FileKind.Markup ? new Refusal("An SVG can run in a browser. Save the logo as PNG and choose that file.") : new Refusal("A logo is a PNG, JPEG or WebP picture. This file is none.");
        if (ImageSize.Of(content, kind) is not var (width, height)) return new Refusal("This picture is broken. Save it anew and choose that file.");
        if (Math.Min(width, height) < Smallest || Math.Max(width, height) > Longest)
            return new Refusal("This picture has {0} × {1} pixels. A logo has {2} to {3} on each side.", width, height, Smallest, Longest);
        var (type, ending) = kind is FileKind.Png ? ("image/png", ".png") : kind is FileKind.Jpeg ? ("image/jpeg", ".jpg") : ("image/webp", ".webp");
        var file = await files.Add("logo" + ending, type, content, stop);
        organisation.LogoId = file.Id;
        audit.Add("Changed a logo", RecordKind.Organisation, organisation.Id, organisation.Name, $"{width} × {height}, SHA-256 {file.Sha256}", cluster: OrganisationDoor.ScopeOf(organisation).Cluster);
        await db.SaveChangesAsync(stop);
        return null;
    }

    public async Task Remove(Organisation organisation, CancellationToken stop)
    {
        if (organisation.LogoId is null) return;
        organisation.LogoId = null;
        audit.Add("Removed a logo", RecordKind.Organisation, organisation.Id, organisation.Name, cluster: OrganisationDoor.ScopeOf(organisation).Cluster);
        await db.SaveChangesAsync(stop);
    }
}

using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Paceline.Data;

/// <summary>A data-protection key kept in the database, so cookies survive restarts and work on every instance; encrypted with the key file.</summary>
public sealed class StoredKey
{
    public Guid Id { get; init; } = Paceline.Domain.Ids.New();
    public required string Name { get; init; }
    public required string Xml { get; init; }
}

/// <summary>
/// Where the framework keeps its keys. Each is encrypted here and not by the framework, so that what lies in clear from before is
/// encrypted in the same way, and the framework’s own warning of clear keys has nothing to say.
/// </summary>
public sealed class StoredKeys(IServiceScopeFactory scopes, KeyFile file) : IXmlRepository
{
    internal const string Purpose = "data protection";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<PacelineDb>().StoredKeys.Select(k => k.Xml).AsEnumerable().Select(x => XElement.Parse(file.Open(Purpose, x)))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        db.StoredKeys.Add(new StoredKey { Name = friendlyName, Xml = file.Seal(Purpose, element.ToString(SaveOptions.DisableFormatting)) });
        db.SaveChanges();
    }
}

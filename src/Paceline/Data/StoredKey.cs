using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Paceline.Data;

/// <summary>A data-protection key kept in the database, so cookies survive restarts and work on every instance.</summary>
public sealed class StoredKey
{
    public Guid Id { get; init; } = Paceline.Domain.Ids.New();
    public required string Name { get; init; }
    public required string Xml { get; init; }
}

public sealed class StoredKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<PacelineDb>().StoredKeys.Select(k => k.Xml).AsEnumerable().Select(x => XElement.Parse(x))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        db.StoredKeys.Add(new StoredKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}

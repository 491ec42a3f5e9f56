using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Organisations.Imports;

/// <summary>Finds what a line may mean, by look-up: ten thousand lines against ten thousand organisations are no hundred million comparisons.</summary>
internal sealed class MemberMatch
{
    private readonly Dictionary<string, KnownMember> _vat = new(StringComparer.Ordinal), _registration = new(StringComparer.Ordinal), _spelt = new(StringComparer.Ordinal), _name = new(StringComparer.Ordinal), _anywhere = new(StringComparer.Ordinal), _domain = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, KnownMember> _byId = [];

    /// <summary>Makes an organisation findable; who comes first is found first, but one's own come before all others.</summary>
    public void Add(KnownMember known)
    {
        _byId[known.Id] = known;
        Put(_vat, known.VatNumber, known);
        Put(_registration, known.RegistrationKey is "" ? "" : known.Country + known.RegistrationKey, known);
        Put(_spelt, known.Country + "|" + known.Spelt, known);
        Put(_name, known.Country + "|" + known.NameKey, known);
        Put(_anywhere, known.NameKey, known);
        Put(_domain, known.WebDomain, known);
    }

    /// <summary>What a line means for certain, or may mean and why; null if nothing.</summary>
    public (KnownMember Known, bool IsCertain, string Why)? Find(string name, string country, string vat, string registration, string website)
    {
        var key = OrganisationKeys.OfName(name);
        var spelt = Spelling.Key(name);
        var number = OrganisationKeys.OfNumber(registration);
        bool Agrees(KnownMember k) => (vat is "" || k.VatNumber is "" || k.VatNumber == vat) && (number is "" || k.RegistrationKey is "" || k.RegistrationKey == number);
        if (_spelt.TryGetValue(country + "|" + spelt, out var named) && country is not "" && Agrees(named)) return (named, true, "");
        if (vat is not "" && _vat.TryGetValue(vat, out var taxed)) return (taxed, taxed.NameKey == key && taxed.Spelt == spelt, "Same VAT number");
        if (number is not "" && _registration.TryGetValue(country + number, out var registered)) return (registered, registered.Spelt == spelt, "Same registration number and country");
        if (_name.TryGetValue(country + "|" + key, out var alike)) return (alike, false, Agrees(alike) ? "Same name and country, spelt otherwise" : "Same name and country, but another number");
        if (_anywhere.TryGetValue(key, out var elsewhere) && (country is "" || elsewhere.Country is "")) return (elsewhere, country is "" && elsewhere.Country is "" && elsewhere.Spelt == spelt && Agrees(elsewhere), "Same name; the country is not known");
        if (OrganisationKeys.OfWebsite(website) is { Length: > 0 } domain && _domain.TryGetValue(domain, out var hosted) && (country is "" || hosted.Country is "" || hosted.Country == country)) return (hosted, false, "Same website");
        return null;
    }

    /// <summary>The company that a line about a person refers to: by number, by name, or by the domain of an address; and whether several could be meant.</summary>
    public KnownMember? Refer(string name, string country, string vat, string registration, string email)
    {
        if (vat is not "" && _vat.TryGetValue(vat, out var taxed)) return taxed;
        if (registration is not "" && _registration.TryGetValue(country + OrganisationKeys.OfNumber(registration), out var registered)) return registered;
        if (name is not "")
            return country is not "" && _name.TryGetValue(country + "|" + OrganisationKeys.OfName(name), out var named) ? named : _anywhere.GetValueOrDefault(OrganisationKeys.OfName(name));
        var at = email.LastIndexOf('@');
        return at > 0 && OrganisationKeys.OfWebsite(email[(at + 1)..]) is { Length: > 0 } domain ? _domain.GetValueOrDefault(domain) : null;
    }

    /// <summary>The organisation that carries on where one was merged.</summary>
    public KnownMember Standing(KnownMember known)
    {
        for (var steps = 0; known.MergedIntoId is { } into && steps < 50 && _byId.TryGetValue(into, out var next); steps++) known = next;
        return known;
    }

    private static void Put(Dictionary<string, KnownMember> index, string key, KnownMember known)
    {
        if (key is "" or "|") return;
        if (!index.TryGetValue(key, out var there) || known.IsOwn && !there.IsOwn || there.State is OrganisationState.Merged && known.State is not OrganisationState.Merged) index[key] = known;
    }
}

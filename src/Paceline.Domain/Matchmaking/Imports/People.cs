using System.Globalization;

namespace Paceline.Domain.Matchmaking.Imports;

/// <summary>A participant that a line may mean.</summary>
internal sealed record Known(Guid Id, string Name, int[] Unavailable, bool IsNew);

/// <summary>Finds participants by number, code, name and address, those of the event and those that the file adds, each in one step.</summary>
internal sealed class People
{
    private readonly Dictionary<Guid, Known> _known = [];
    private readonly Dictionary<int, Guid> _byNumber = [];
    private readonly Dictionary<int, Guid> _byFileNumber = [];
    private readonly Dictionary<string, Guid> _byCode = new(Matchmaking.Codes.Comparer);
    private readonly Dictionary<string, List<Guid>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, KnownOrganisation> _organisations;
    private readonly HashSet<Guid> _matched = [];
    private readonly HashSet<int> _reserved = [];
    private int _lastNumber;

    public People(EventContents contents, IEnumerable<ParticipantRow> rows)
    {
        foreach (var p in contents.Participants) Add(new Known(p.Id, p.Name, p.Unavailable, IsNew: false), p.Number, p.Code, p.Email);
        // What the file itself gives out must not be given to a line before it.
        foreach (var row in rows)
        {
            if (row.Code is not "") Codes.Add(row.Code);
            if (row.Number is { } number) _reserved.Add(number);
        }

        _organisations = contents.Organisations.ToLookup(o => Spelling.Key(o.Name), StringComparer.Ordinal);
    }

    /// <summary>Codes in use or given out by the file.</summary>
    public HashSet<string> Codes { get; } = new(Matchmaking.Codes.Comparer);

    /// <summary>Participants of the event that were named.</summary>
    public int Matched => _matched.Count;

    public Known Known(Participant participant) => _known[participant.Id];

    public string? HolderOf(int number) => _byNumber.TryGetValue(number, out var id) ? _known[id].Name : null;

    public string? HolderOf(string code) => _byCode.TryGetValue(code, out var id) ? _known[id].Name : null;

    public bool IsFree(string code) => !Codes.Contains(code);

    public int NextNumber()
    {
        do _lastNumber++;
        while (_byNumber.ContainsKey(_lastNumber) || _reserved.Contains(_lastNumber));
        return _lastNumber;
    }

    public void Add(Participant p, ParticipantRow row)
    {
        Add(new Known(p.Id, p.Name, p.UnavailableSlots, IsNew: true), p.Number, p.Code, p.Email);
        if (row.Number is { } number) _byFileNumber.TryAdd(number, p.Id);
    }

    /// <summary>A line of the file means somebody who is there.</summary>
    public void Match(Known known, ParticipantRow row)
    {
        if (!known.IsNew) _matched.Add(known.Id);
        if (row.Number is { } number) _byFileNumber.TryAdd(number, known.Id);
    }

    /// <summary>Somebody of the same name or address.</summary>
    public (Known? Same, string Why) Resembling(ParticipantRow row)
    {
        if (_byName.TryGetValue(Spelling.Key(row.Name), out var ids)) return (_known[ids[0]], "The name is the same.");
        if (row.Email is not "" && _byEmail.TryGetValue(row.Email, out var id)) return (_known[id], "The e-mail address is the same.");
        return (null, "");
    }

    /// <summary>Whom a meeting's line means: by code, then by name, then by number. Neither found nor refused is somebody new.</summary>
    public (Known? Found, Refusal? Refusal) Find(string said, bool byNumberOnly)
    {
        if (byNumberOnly)
        {
            var number = int.Parse(said, CultureInfo.InvariantCulture);
            return _byFileNumber.TryGetValue(number, out var listed) ? (_known[listed], null) : (null, new("There is no participant {0}.", number));
        }

        if (_byCode.TryGetValue(said, out var byCode)) return Named(byCode);
        if (_byName.TryGetValue(Spelling.Key(said), out var byName))
            return byName.Count == 1 ? Named(byName[0]) : (null, new("{0} participants are called “{1}”. Write the code or the number.", byName.Count, said));
        if (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var n)) return (null, null);
        return _byNumber.TryGetValue(n, out var byNumber) ? Named(byNumber) : (null, new("There is no participant {0}.", n));
    }

    /// <summary>The organisation of the directory by name and country: the one that the line names, else the one of the participant's own name.</summary>
    public KnownOrganisation? OrganisationOf(ParticipantRow row, out bool unknown)
    {
        var name = row.Organisation is "" ? row.Name : row.Organisation;
        var found = _organisations[Spelling.Key(name)].Where(o => row.Country is "" || o.Country is "" || o.Country == row.Country).Take(2).ToList();
        unknown = row.Organisation is not "" && found.Count != 1;
        return found.Count == 1 ? found[0] : null;
    }

    private (Known? Found, Refusal? Refusal) Named(Guid id)
    {
        var known = _known[id];
        if (!known.IsNew) _matched.Add(id);
        return (known, null);
    }

    private void Add(Known known, int number, string code, string email)
    {
        _known[known.Id] = known;
        _byNumber[number] = known.Id;
        _byCode.TryAdd(code, known.Id);
        Codes.Add(code);
        if (email is not "") _byEmail.TryAdd(email, known.Id);
        var key = Spelling.Key(known.Name);
        if (!_byName.TryGetValue(key, out var ids)) _byName[key] = ids = [];
        ids.Add(known.Id);
    }
}

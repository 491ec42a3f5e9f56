using Paceline.Domain.Matchmaking.Imports;

namespace Paceline.Domain.Organisations.Imports;

/// <summary>A value that a line changes.</summary>
/// <param name="Field">The field; null for what is no field of the record: a membership, a person.</param>
/// <param name="Label">What people call it: English, a key of translations.</param>
/// <param name="Old">Before.</param>
/// <param name="New">After.</param>
public sealed record ValueChange(MemberField? Field, string Label, string Old, string New);

/// <summary>What a line does.</summary>
/// <param name="Line">Where.</param>
/// <param name="Name">The company, as the line writes it.</param>
/// <param name="Outcome">What it comes to.</param>
public sealed record LinePlan(int Line, string Name, LineOutcome Outcome)
{
    /// <summary>The organisation that is meant or may be meant, as far as the reader may know it; null if none.</summary>
    public string? Existing { get; init; }
    /// <summary>Its id, where the reader may open it.</summary>
    public Guid? ExistingId { get; init; }
    /// <summary>The earlier line of the file that may be the same company.</summary>
    public int? EarlierLine { get; init; }
    /// <summary>Why they may be one: English, a key of translations.</summary>
    public string Why { get; init; } = "";
    /// <summary>There is something to choose.</summary>
    public bool IsProbable { get; init; }
    /// <summary>What was chosen.</summary>
    public DuplicateChoice Choice { get; init; }
    /// <summary>What it changes.</summary>
    public IReadOnlyList<ValueChange> Changes { get; init; } = [];
    /// <summary>The person that it makes, if any.</summary>
    public string? NewPerson { get; init; }
}

/// <summary>What a file would do: worked out for the preview, and again when it is confirmed.</summary>
public sealed class MemberImportPlan
{
    private readonly MemberContents _contents;
    private readonly IReadOnlyDictionary<int, DuplicateChoice> _choices;
    private readonly MemberMatch _match = new();
    private readonly List<LinePlan> _lines = [];
    private readonly List<ImportProblem> _problems;
    private readonly Dictionary<Guid, Target> _targets = [];
    private readonly Dictionary<Guid, List<Contact>> _people = [];
    private readonly Dictionary<Guid, List<ClusterMembership>> _memberships = [];

    private MemberImportPlan(MemberContents contents, IReadOnlyDictionary<int, DuplicateChoice> choices, IReadOnlyList<ImportProblem> said)
    {
        (_contents, _choices, _problems) = (contents, choices, [.. said]);
        foreach (var known in contents.Known) _match.Add(known);
    }

    /// <summary>What each line does.</summary>
    public IReadOnlyList<LinePlan> Lines => _lines;
    /// <summary>What is said about lines and about the file.</summary>
    public IReadOnlyList<ImportProblem> Problems => _problems;
    /// <summary>Organisations that are made, with their profiles.</summary>
    public List<MemberRecord> Made { get; } = [];
    /// <summary>Memberships that are made.</summary>
    public List<ClusterMembership> Memberships { get; } = [];
    /// <summary>People that are made.</summary>
    public List<Contact> Contacts { get; } = [];
    /// <summary>Records that were said to be two.</summary>
    public List<(Guid First, Guid Second)> Distinct { get; } = [];
    /// <summary>Records that were there and are changed.</summary>
    public IEnumerable<MemberRecord> Touched => _targets.Values.Where(t => t is { IsMade: false, IsTouched: true }).Select(t => t.Record);
    /// <summary>Lines by what they come to.</summary>
    public int Count(LineOutcome outcome) => _lines.Count(l => l.Outcome == outcome);
    /// <summary>Whether confirming does anything.</summary>
    public bool HasWork => Made.Count + Memberships.Count + Contacts.Count > 0 || _lines.Any(l => l.Outcome is LineOutcome.Changed);

    /// <summary>Works it out. The records of the contents are changed in place.</summary>
    /// <param name="rows">Good lines.</param>
    /// <param name="wrong">Lines in which something is wrong, with what they are about.</param>
    /// <param name="said">What was said while reading.</param>
    /// <param name="contents">What is there.</param>
    /// <param name="choices">What was chosen for lines that may be duplicates.</param>
    public static MemberImportPlan Of(IEnumerable<MemberRow> rows, IEnumerable<(int Line, string Name)> wrong, IReadOnlyList<ImportProblem> said, MemberContents contents, IReadOnlyDictionary<int, DuplicateChoice> choices)
    {
        var plan = new MemberImportPlan(contents, choices, said);
        foreach (var row in rows)
        {
            if (row.IsPersonOnly) plan.Person(row);
            else plan.Company(row);
        }

        foreach (var (line, name) in wrong) plan._lines.Add(new LinePlan(line, name, LineOutcome.Invalid));
        plan._lines.Sort((a, b) => a.Line.CompareTo(b.Line));
        return plan;
    }

    private void Company(MemberRow row)
    {
        var found = _match.Find(row.Name, row["country"], row["vat"], row["registration"], row["website"]);
        if (found is not { } match)
        {
            Make(row);
            return;
        }

        var known = _match.Standing(match.Known);
        var (earlier, isProbable) = (_targets.GetValueOrDefault(known.Id)?.Line, !match.IsCertain);
        var choice = isProbable ? _choices.GetValueOrDefault(row.Line) : DuplicateChoice.Same;
        var line = new LinePlan(row.Line, row.Name, LineOutcome.Waiting)
        {
            Existing = known.IsOwn || known.IsPublic ? known.Name : null, ExistingId = known.IsOwn && !IsMade(known.Id) ? known.Id : null, EarlierLine = IsMade(known.Id) ? earlier : null,
            Why = match.Why, IsProbable = isProbable, Choice = choice,
        };
        if (choice is DuplicateChoice.LeaveOut) _lines.Add(line);
        else if (choice is DuplicateChoice.Another) Make(row, line, known.Id);
        else if (!known.IsOwn) Join(row, known, line);
        else if (match.Known.State is OrganisationState.Merged) TakePerson(row, known, line);
        else Change(row, known, line);
    }

    private bool IsMade(Guid id) => _targets.TryGetValue(id, out var target) && target.IsMade;

    private void Make(MemberRow row, LinePlan? line = null, Guid? notThis = null)
    {
        var organisation = new Organisation { Name = row.Name, Kind = row.Kind, HomeClusterId = _contents.ClusterId, ImportId = _contents.ImportId };
        var record = new MemberRecord(organisation, new CompanyProfile { OrganisationId = organisation.Id });
        foreach (var (key, value) in row.Values) MemberFields.Of(key).Write!(record, value, _contents.Language);
        Made.Add(record);
        _targets[organisation.Id] = new Target(record, row.Line, true);
        _match.Add(new KnownMember(organisation.Id, organisation.Name, organisation.NameKey, organisation.VatNumber, organisation.RegistrationKey, organisation.Country, organisation.WebDomain, OrganisationState.Active, null, IsOwn: true, IsPublic: false));
        if (notThis is { } other) Distinct.Add(other.CompareTo(organisation.Id) < 0 ? (other, organisation.Id) : (organisation.Id, other));
        Belong(organisation.Id, row, countsHere: true);
        var person = row.Contact is { } contact ? Meet(organisation.Id, contact, []) : null;
        _lines.Add((line ?? new LinePlan(row.Line, row.Name, LineOutcome.New)) with { Outcome = LineOutcome.New, NewPerson = person });
    }

    // The record belongs to another cluster: it becomes a member here, and nothing of it is changed or shown.
    private void Join(MemberRow row, KnownMember known, LinePlan line)
    {
        Belong(known.Id, row, countsHere: false);
        var joins = _memberships[known.Id].Exists(m => m.ImportId == _contents.ImportId);
        _problems.Add(new ImportProblem(row.Line, null, joins ? "Another cluster looks after this company. It becomes a member here as well; its record and its people stay as they are." : "Another cluster looks after this company, and it is a member here. Its record stays as it is.") { IsNotice = true });
        _lines.Add(line with { Outcome = joins ? LineOutcome.Joins : LineOutcome.Unchanged });
    }

    private void TakePerson(MemberRow row, KnownMember known, LinePlan line)
    {
        _problems.Add(new ImportProblem(row.Line, null, "This company was merged into “{0}”. The line does not change its record.", known.Name) { IsNotice = true });
        List<ValueChange> changes = [];
        var person = row.Contact is { } contact ? Meet(known.Id, contact, changes) : null;
        _lines.Add(line with { Outcome = changes.Count > 0 || person is not null ? LineOutcome.Changed : LineOutcome.Unchanged, Changes = changes, NewPerson = person, IsProbable = false });
    }

    private void Change(MemberRow row, KnownMember known, LinePlan line)
    {
        if (!_targets.TryGetValue(known.Id, out var target)) _targets[known.Id] = target = new Target(_contents.Records[known.Id], row.Line, false);
        if (target.Line != row.Line) _problems.Add(new ImportProblem(row.Line, null, "This is the company of line {0} again.", target.Line) { IsNotice = true });
        List<ValueChange> changes = [];
        foreach (var (key, value) in row.Values.Prepend(new("name", row.Name)))
        {
            var field = MemberFields.Of(key);
            var old = field.Read!(target.Record, _contents.Language);
            if (old == value) continue;
            // Two lines of one file that say different things about one company: neither can be believed.
            if (target.Line != row.Line && (target.Given.Contains(key) || target.IsMade && old is not ""))
            {
                if (key is not "name") _problems.Add(new ImportProblem(row.Line, null, "Line {0} says something else about this company: {1}.", target.Line, field.Label) { IsNotice = true });
                continue;
            }

            field.Write!(target.Record, value, _contents.Language);
            target.IsTouched = true;
            changes.Add(new ValueChange(field, field.Label, old, value));
        }

        if (target.Line == row.Line) target.Given.UnionWith(row.Values.Keys.Append("name"));
        if (target.Record.Organisation.State is OrganisationState.Archived)
        {
            target.Record.Organisation.State = OrganisationState.Active;
            target.IsTouched = true;
            changes.Add(new ValueChange(null, "State", nameof(OrganisationState.Archived), nameof(OrganisationState.Active)));
        }

        changes.AddRange(Belong(known.Id, row, countsHere: true));
        var person = row.Contact is { } contact ? Meet(known.Id, contact, changes) : null;
        var changed = changes.Count > 0 || person is not null;
        _lines.Add(line with { Outcome = changed ? LineOutcome.Changed : LineOutcome.Unchanged, Changes = changes, NewPerson = person });
    }

    private void Person(MemberRow row)
    {
        var referred = _match.Refer(row.Name, row["country"], row["vat"], row["registration"], row.Contact!.Email);
        var name = row.Name is "" ? row.Contact.Name : row.Name;
        if (referred is null || !_match.Standing(referred).IsOwn)
        {
            _problems.Add(new ImportProblem(row.Line, null, "None of your members has this name, number or e-mail domain. Import the companies first, or add a column with the company’s name or VAT number."));
            _lines.Add(new LinePlan(row.Line, name, LineOutcome.Invalid));
            return;
        }

        var known = _match.Standing(referred);
        List<ValueChange> changes = [];
        var person = Meet(known.Id, row.Contact, changes);
        _lines.Add(new LinePlan(row.Line, known.Name, person is not null || changes.Count > 0 ? LineOutcome.Changed : LineOutcome.Unchanged) { ExistingId = known.Id, Existing = known.Name, Changes = changes, NewPerson = person });
    }

    /// <summary>Makes sure of the membership, and says what changes in one that is there.</summary>
    private List<ValueChange> Belong(Guid id, MemberRow row, bool countsHere)
    {
        if (!_memberships.TryGetValue(id, out var all)) _memberships[id] = all = [.. _contents.Memberships[id]];
        var from = row.Since ?? _contents.Today;
        List<ValueChange> changes = [];
        var current = all.Find(m => row.Since is { } since ? m.From == since : m.HoldsOn(_contents.Today)) ?? (row.Since is null ? null : all.Find(m => m.HoldsOn(_contents.Today)));
        if (current is null && !(row.Until is { } ended && all.Exists(m => m.To == ended)))
        {
            var made = new ClusterMembership { OrganisationId = id, ClusterId = _contents.ClusterId, From = row.Until < from ? row.Until!.Value : from, To = row.Until, HomeProgrammeId = countsHere ? _contents.ProgrammeId : null, ImportId = _contents.ImportId };
            all.Add(made);
            Memberships.Add(made);
            if (!IsMade(id) && countsHere) changes.Add(new ValueChange(null, "Member since", "", Day(made.From)));
            return changes;
        }

        if (current is null) return changes;
        if (row.Since is { } given && current.From != given)
        {
            changes.Add(new ValueChange(null, "Member since", Day(current.From), Day(given)));
            current.From = given;
        }

        if (row.Until is { } until && current.To != until)
        {
            changes.Add(new ValueChange(null, "Member until", current.To is { } to ? Day(to) : "", Day(until)));
            current.To = until;
        }

        return changes;
    }

    private static string Day(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Makes or changes a person; the name of whoever is new, else null.</summary>
    private string? Meet(Guid organisation, ContactRow row, List<ValueChange> changes)
    {
        if (!_people.TryGetValue(organisation, out var people)) _people[organisation] = people = [.. _contents.Contacts[organisation]];
        var name = row.Name is "" ? row.Email : row.Name;
        var key = Matchmaking.Spelling.Key(name);
        var there = (row.Email is "" ? null : people.Find(c => string.Equals(c.Email, row.Email, StringComparison.OrdinalIgnoreCase)))
            ?? people.Find(c => (row.Email is "" || c.Email is "") && Matchmaking.Spelling.Key(c.Name) == key);
        if (there is null)
        {
            var made = new Contact { OrganisationId = organisation, Name = name, LatinName = row.LatinName, JobTitle = row.JobTitle, Email = row.Email, Phone = row.Phone, Language = row.Language is "" ? _contents.Language : row.Language, ImportId = _contents.ImportId };
            people.Add(made);
            Contacts.Add(made);
            return made.Name;
        }

        void Set(string label, string old, string value, Action<string> set)
        {
            if (value is "" || value == old) return;
            set(value);
            if (there.ImportId != _contents.ImportId) changes.Add(new ValueChange(null, label, old, value));
        }

        Set("Person", there.Name, row.Name, v => there.Name = v);
        Set("Name in Latin letters", there.LatinName, row.LatinName, v => there.LatinName = v);
        Set("Job title", there.JobTitle, row.JobTitle, v => there.JobTitle = v);
        Set("E-mail", there.Email, row.Email, v => there.Email = v);
        Set("Telephone", there.Phone, row.Phone, v => there.Phone = v);
        Set("Language", there.Language, row.Language, v => there.Language = v);
        return null;
    }

    private sealed record Target(MemberRecord Record, int Line, bool IsMade)
    {
        public HashSet<string> Given { get; } = new(StringComparer.Ordinal);
        public bool IsTouched { get; set; }
    }
}

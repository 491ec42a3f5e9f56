namespace Paceline.Domain.Matchmaking.Imports;

/// <summary>A line that probably says again what is already there.</summary>
/// <param name="Line">Where.</param>
/// <param name="What">The participant or meeting of the line.</param>
/// <param name="Existing">What it resembles.</param>
/// <param name="InFile">The existing one stands in the same file.</param>
/// <param name="Why">The sentence that says why.</param>
/// <param name="IsCreated">A person chose to make it anyway.</param>
public sealed record ImportDuplicate(int Line, string What, string Existing, bool InFile, string Why, bool IsCreated);

/// <summary>What an import would write. Made the same way for the preview and, from the stored file, for the import itself.</summary>
public sealed class ImportPlan
{
    private readonly ImportContent _content;
    private readonly EventContents _contents;
    private readonly IReadOnlySet<int> _anyway;
    private readonly List<ImportProblem> _problems;
    private readonly List<ImportDuplicate> _duplicates = [];
    private readonly List<Participant> _participants = [];
    private readonly List<Meeting> _meetings = [];
    private readonly People _people;

    private ImportPlan(ImportContent content, EventContents contents, IReadOnlySet<int> anyway)
    {
        (_content, _contents, _anyway) = (content, contents, anyway);
        _problems = [.. content.Problems];
        _people = new People(contents, content.Participants);
        foreach (var row in content.Participants) Add(row);
        AddMeetings();
        _problems.Sort((a, b) => (a.Line ?? 0, a.Column ?? 0).CompareTo((b.Line ?? 0, b.Column ?? 0)));
        WrongLines = [.. _problems.Where(p => !p.IsNotice && p.Line is not null).Select(p => p.Line!.Value).Distinct().Order()];
    }

    /// <summary>Everything to be said, in the order of the file.</summary>
    public IReadOnlyList<ImportProblem> Problems => _problems;
    /// <summary>Lines that will not be taken.</summary>
    public IReadOnlyList<int> WrongLines { get; }
    /// <summary>The whole file cannot be taken.</summary>
    public bool IsRefused => _content.IsUnreadable || _problems.Any(p => p is { IsNotice: false, Line: null });
    /// <summary>Lines that resemble what is there.</summary>
    public IReadOnlyList<ImportDuplicate> Duplicates => _duplicates;
    /// <summary>Participants to be made.</summary>
    public IReadOnlyList<Participant> Participants => _participants;
    /// <summary>Meetings to be made.</summary>
    public IReadOnlyList<Meeting> Meetings => _meetings;
    /// <summary>Participants of the event that the file names.</summary>
    public int Matched => _people.Matched;
    /// <summary>New participants that belong to an organisation of the directory.</summary>
    public int Linked => _participants.Count(p => p.OrganisationId is not null);
    /// <summary>There is something to write.</summary>
    public bool HasWork => !IsRefused && (_participants.Count > 0 || _meetings.Count > 0);

    /// <summary>Works out what a file would make of an event.</summary>
    /// <param name="content">The file.</param>
    /// <param name="contents">The event.</param>
    /// <param name="anyway">Lines that are made although they look like duplicates.</param>
    public static ImportPlan Of(ImportContent content, EventContents contents, IReadOnlySet<int> anyway) => new(content, contents, anyway);

    private void Add(ParticipantRow row)
    {
        var (same, why) = _people.Resembling(row);
        if (same is not null)
        {
            var create = _anyway.Contains(row.Line);
            _duplicates.Add(new ImportDuplicate(row.Line, row.Name, same.Name, same.IsNew, why, create));
            if (!create)
            {
                _people.Match(same, row);
                return;
            }
        }

        if (_content.Shape is not ImportShape.Instance && row.Number is { } number && _people.HolderOf(number) is { } holder)
            Wrong(row.Line, _content.Columns.Number, "The number {0} already belongs to {1}.", number, holder);
        else if (row.Code is not "" && _people.HolderOf(row.Code) is { } owner)
            Wrong(row.Line, _content.Columns.Code, "The code {0} already belongs to {1}.", row.Code, owner);
        else
            Create(row);
    }

    private Participant Create(ParticipantRow row)
    {
        var organisation = _people.OrganisationOf(row, out var unknown);
        if (unknown) _problems.Add(new ImportProblem(row.Line, _content.Columns.Organisation, "The directory has no organisation “{0}”. The participant is taken without it.", row.Organisation) { IsNotice = true });
        var number = row.Number is { } wanted && _people.HolderOf(wanted) is null ? wanted : _people.NextNumber();
        var code = row.Code is not "" ? row.Code : _content.Shape is ImportShape.Instance && _people.IsFree(InstanceCode(number)) ? InstanceCode(number) : null;
        var participant = new Participant
        {
            EventId = _contents.EventId,
            ImportId = _contents.BatchId,
            Number = number,
            Code = code ?? Codes.For(row.Name, number, _people.Codes),
            Name = row.Name,
            ContactName = row.ContactName,
            Email = row.Email,
            Country = row.Country is "" && organisation is not null ? organisation.Country : row.Country,
            Language = row.Language ?? "en",
            About = row.About,
            OrganisationId = organisation?.Id,
            HomeClusterId = organisation?.HomeClusterId,
            UnavailableSlots = row.Unavailable,
        };
        _participants.Add(participant);
        _people.Add(participant, row);
        return participant;
    }

    private string InstanceCode(int number) => Matchmaking.Codes.OfNumber(number, Math.Max(2, _content.Participants.Count.ToString(System.Globalization.CultureInfo.InvariantCulture).Length));

    private void AddMeetings()
    {
        var pairs = new PairCounter(_contents.Meetings, ofTables: _content.Shape is not ImportShape.Instance);
        var numbers = new Dictionary<int, int>(); // number in the file, number at the event
        var wrong = _problems.Where(p => p is { IsNotice: false, Line: not null }).Select(p => p.Line!.Value).ToHashSet();
        var made = new List<(Meeting Meeting, MeetingRow Row)>();
        var next = _contents.LastMeeting + 1;
        var circle = Precedence.Circle(_content.Meetings.ToDictionary(m => m.Number, m => m.After));
        var named = string.Join(", ", circle.Order().Take(8));
        foreach (var row in _content.Meetings)
        {
            if (circle.Contains(row.Number))
            {
                Wrong(row.Line, _content.Columns.After, "Meetings {0} wait for each other in a circle.", named);
                continue;
            }

            if (Parties(row) is not { } parties) continue;
            var (first, second) = parties;
            if (pairs.Seen(first.Id, second.Id) is { } seen)
            {
                var create = _anyway.Contains(row.Line);
                _duplicates.Add(new ImportDuplicate(row.Line, $"{first.Name} – {second.Name}", $"{first.Name} – {second.Name}", seen.InFile, "The same two meet already.", create));
                if (!create)
                {
                    // Lines that come after this one come after the meeting that is there.
                    if (seen.Number is { } there) numbers.TryAdd(row.Number, there);
                    continue;
                }
            }

            if (row.FixedSlot is { } slot && new[] { first, second }.FirstOrDefault(p => p.Unavailable.Contains(slot)) is { } absent)
                _problems.Add(new ImportProblem(row.Line, null, "{0} cannot meet in slot {1}, in which this meeting is fixed.", absent.Name, slot) { IsNotice = true });
            var meeting = new Meeting { EventId = _contents.EventId, ImportId = _contents.BatchId, Number = next++, FirstId = first.Id, SecondId = second.Id, Session = row.Session, FixedSlot = row.FixedSlot, Priority = row.Priority };
            numbers.TryAdd(row.Number, meeting.Number);
            pairs.Add(first.Id, second.Id, meeting.Number);
            made.Add((meeting, row));
        }

        Order(made, numbers, wrong);
        _meetings.AddRange(made.Select(m => m.Meeting));
    }

    private void Order(List<(Meeting Meeting, MeetingRow Row)> made, Dictionary<int, int> numbers, HashSet<int> wrong)
    {
        var inFile = _content.Meetings.Select(m => m.Number).ToHashSet();
        foreach (var (meeting, row) in made)
        {
            foreach (var before in row.After.Where(b => !numbers.ContainsKey(b)))
                _problems.Add(new ImportProblem(row.Line, _content.Columns.After, inFile.Contains(before) || wrong.Contains(before) ? "Meeting {0} is not taken, so this one does not wait for it." : "There is no meeting {0} in this file, so this one does not wait for it.", before) { IsNotice = true });
            meeting.After = [.. row.After.Where(numbers.ContainsKey).Select(b => numbers[b]).Where(b => b != meeting.Number).Distinct().Order()];
        }
    }

    // Nobody is made for a line that is wrong.
    private (Known First, Known Second)? Parties(MeetingRow row)
    {
        var instance = _content.Shape is ImportShape.Instance;
        var (first, no) = _people.Find(row.First, instance);
        var (second, neither) = _people.Find(row.Second, instance);
        if (no is not null) _problems.Add(ImportProblem.Of(row.Line, _content.Columns.First, no));
        if (neither is not null) _problems.Add(ImportProblem.Of(row.Line, _content.Columns.Second, neither));
        if (no is not null || neither is not null) return null;
        if (first is not null ? first.Id == second?.Id : second is null && Spelling.Key(row.First) == Spelling.Key(row.Second))
        {
            Wrong(row.Line, _content.Columns.Second, "{0} would meet itself.", first?.Name ?? row.First);
            return null;
        }

        return (first ?? _people.Known(Create(new ParticipantRow(row.Line, row.First))), second ?? _people.Known(Create(new ParticipantRow(row.Line, row.Second))));
    }

    private void Wrong(int line, int? column, string sentence, params object[] arguments) => _problems.Add(new ImportProblem(line, column, sentence, arguments));
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Paceline.Scheduling;

/// <summary>
/// Reads and writes events and schedules as JSON, version 2; files of version 1, which knew less, are read too. Everything
/// refers to everything else by its index in its list, from 0. The schema is published beside this library as <c>paceline-event.schema.json</c>.
/// </summary>
public static partial class JsonFormat
{
    private const string EventName = "paceline-event", ScheduleName = "paceline-schedule";
    private const int Version = 2, OldestVersion = 1;
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>Reads an event. Where anything is wrong the problem is null and all errors are listed.</summary>
    public static (Problem? Problem, IReadOnlyList<FormatError> Errors) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            return (null, [new FormatError((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "JSON", "This is no valid JSON here.")]);
        }

        using (document)
        {
            var errors = new List<FormatError>();
            var root = new JsonField(document.RootElement, "", errors);
            var problem = ReadProblem(root);
            if (errors.Count == 0)
                errors.AddRange(ProblemFaults.Of(problem).Concat(ProblemFaults.OfSessions(problem)).Select(f => new FormatError(0, 0, char.ToLowerInvariant(f.Field[0]) + f.Field[1..], f.Message)));
            if (errors.Count == 0) return (problem, []);
            var lines = JsonLines.Of(text);
            return (null, [.. errors.Select(e => lines.Locate(e)).OrderBy(e => e.Line)]);
        }
    }

    /// <summary>Writes an event.</summary>
    public static string Write(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Write(json =>
        {
            json.WriteString("format", EventName);
            json.WriteNumber("version", Version);
            json.WriteString("breaks", problem.Breaks == BreakRule.WithinSession ? "withinSession" : "acrossSessions");
            if (problem.Fairness is { } fairness) json.WriteNumber("fairness", fairness);
            if (problem.GroupFairness is { } between)
            {
                json.WriteStartObject("groupFairness");
                Optional(json, "breaks", between.Breaks);
                Optional(json, "served", between.Served);
                json.WriteEndObject();
            }

            Texts(json, "aims", [.. AimNames.Where(a => problem.Aims.HasFlag(a.Aim)).Select(a => a.Name)], always: true);
            List(json, "slots", problem.Slots, slot =>
            {
                json.WriteNumber("session", slot.Session);
                json.WriteString("name", slot.Name);
            });
            List(json, "places", problem.Places, place =>
            {
                json.WriteString("name", place.Name);
                if (place.Capacity is { } capacity) json.WriteNumber("capacity", capacity);
                else json.WriteNull("capacity");
                Optional(json, "owner", place.Owner);
                Numbers(json, "unavailable", place.Unavailable);
                Texts(json, "equipment", place.Equipment);
                Numbers(json, "neighbours", place.Neighbours);
                if (place.Hall != 0) json.WriteNumber("hall", place.Hall);
                if (place.X != 0) json.WriteNumber("x", place.X);
                if (place.Y != 0) json.WriteNumber("y", place.Y);
            });
            List(json, "participants", problem.Participants, participant =>
            {
                json.WriteString("name", participant.Name);
                Numbers(json, "unavailable", participant.Unavailable);
                if (participant.Delegates != 1) json.WriteNumber("delegates", participant.Delegates);
                if (participant.MinMeetings != 0) json.WriteNumber("minMeetings", participant.MinMeetings);
                Optional(json, "maxMeetings", participant.MaxMeetings);
                if (participant.Group is { } group) json.WriteString("group", group);
            });
            if (problem.Interpreters.Count > 0)
            {
                List(json, "interpreters", problem.Interpreters, interpreter =>
                {
                    json.WriteString("name", interpreter.Name);
                    Texts(json, "languages", interpreter.Languages);
                    Numbers(json, "unavailable", interpreter.Unavailable);
                });
            }

            if (problem.Walks.Count > 0)
            {
                List(json, "walks", problem.Walks, walk =>
                {
                    json.WriteNumber("first", walk.First);
                    json.WriteNumber("second", walk.Second);
                    json.WriteNumber("slots", walk.Slots);
                    json.WriteNumber("metres", walk.Metres);
                });
            }

            if (problem.Apart.Count > 0)
            {
                List(json, "apart", problem.Apart, pair =>
                {
                    json.WriteNumber("first", pair.First);
                    json.WriteNumber("second", pair.Second);
                    if (pair.ByPlace) json.WriteBoolean("byPlace", true);
                });
            }

            List(json, "meetings", problem.Meetings, meeting =>
            {
                Numbers(json, "parties", meeting.Parties);
                if (meeting.AllowedSessions is { } sessions) Numbers(json, "sessions", sessions, always: true);
                Optional(json, "fixedSlot", meeting.FixedSlot);
                Optional(json, "fixedPlace", meeting.FixedPlace);
                Numbers(json, "after", meeting.After);
                json.WriteNumber("priority", meeting.Priority);
                if (meeting.Mandatory) json.WriteBoolean("mandatory", true);
                if (meeting.Length != 1) json.WriteNumber("length", meeting.Length);
                Texts(json, "equipment", meeting.Equipment);
                Texts(json, "languages", meeting.Languages);
            });
        });
    }

    /// <summary>Writes a schedule: the placements of the scheduled meetings.</summary>
    public static string Write(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return Write(json =>
        {
            json.WriteString("format", ScheduleName);
            json.WriteNumber("version", Version);
            json.WriteNumber("meetings", schedule.Placements.Length);
            List(json, "placements", schedule.Placements.Index().Where(p => p.Item is not null), at =>
            {
                json.WriteNumber("meeting", at.Index);
                json.WriteNumber("slot", at.Item!.Value.Slot);
                json.WriteNumber("place", at.Item!.Value.Place);
                Optional(json, "interpreter", at.Item!.Value.Interpreter);
            });
        });
    }

    private static string Write(Action<Utf8JsonWriter> body)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> body)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            body(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> values, bool always = false)
    {
        if (values.IsEmpty && !always) return;
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, ImmutableArray<int> values, bool always = false)
    {
        if (values.IsEmpty && !always) return;
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}

namespace Paceline.Scheduling;

// The fields of an event.
public static partial class JsonFormat
{
    private static Problem ReadProblem(JsonField root)
    {
        root.Only("$schema", "format", "version", "breaks", "fairness", "groupFairness", "aims", "slots", "places", "participants", "interpreters", "walks", "apart", "meetings");
        if (!string.Equals(root.Text("format"), EventName, StringComparison.Ordinal)) root.Wrong("format", $"The format is \"{EventName}\".");
        if (root.Number("version") is not (>= OldestVersion and <= Version)) root.Wrong("version", $"Only the versions {OldestVersion} to {Version} are known.");
        var breaks = root.Text("breaks") ?? "withinSession";
        if (breaks is not ("withinSession" or "acrossSessions")) root.Wrong("breaks", "Either \"withinSession\" or \"acrossSessions\".");
        return new Problem
        {
            Breaks = string.Equals(breaks, "withinSession", StringComparison.Ordinal) ? BreakRule.WithinSession : BreakRule.AcrossSessions,
            Fairness = root.Number("fairness"),
            GroupFairness = root.Inner("groupFairness")?.Only("breaks", "served") is { } between ? new GroupFairness { Breaks = between.Number("breaks"), Served = between.Number("served") } : null,
            Aims = ReadAims(root),
            Slots = [.. root.List("slots").Select(s => s.Only("session", "name")).Select(s => new Slot(s.Number("session") ?? 0, s.Text("name") ?? ""))],
            Places = [.. root.List("places").Select(p => p.Only("name", "capacity", "owner", "unavailable", "equipment", "neighbours", "hall", "x", "y")).Select(p => new Place(p.Text("name") ?? "")
            {
                Capacity = p.IsNull("capacity") ? null : p.Number("capacity") ?? 1,
                Owner = p.Number("owner"),
                Unavailable = p.Numbers("unavailable") ?? [],
                Equipment = p.Texts("equipment") ?? [],
                Neighbours = p.Numbers("neighbours") ?? [],
                Hall = p.Number("hall") ?? 0,
                X = p.Number("x") ?? 0,
                Y = p.Number("y") ?? 0,
            })],
            Participants = [.. root.List("participants").Select(p => p.Only("name", "unavailable", "delegates", "minMeetings", "maxMeetings", "group")).Select(p => new Participant
            {
                Name = p.Text("name") ?? "",
                Unavailable = p.Numbers("unavailable") ?? [],
                Delegates = p.Number("delegates") ?? 1,
                MinMeetings = p.Number("minMeetings") ?? 0,
                MaxMeetings = p.Number("maxMeetings"),
                Group = p.Text("group"),
            })],
            Interpreters = [.. Optionally(root, "interpreters").Select(i => i.Only("name", "languages", "unavailable")).Select(i => new Interpreter
            {
                Name = i.Text("name") ?? "",
                Languages = i.Texts("languages") ?? [],
                Unavailable = i.Numbers("unavailable") ?? [],
            })],
            Walks = [.. Optionally(root, "walks").Select(w => w.Only("first", "second", "slots", "metres")).Select(w => new Walk(w.Number("first") ?? 0, w.Number("second") ?? 0, w.Number("slots") ?? 0, w.Number("metres") ?? 0))],
            Apart = [.. Optionally(root, "apart").Select(a => a.Only("first", "second", "byPlace")).Select(a => new Apart(a.Number("first") ?? -1, a.Number("second") ?? -1) { ByPlace = a.Flag("byPlace") })],
            Meetings = [.. root.List("meetings").Select(m => m.Only("parties", "sessions", "fixedSlot", "fixedPlace", "after", "priority", "mandatory", "length", "equipment", "languages")).Select(m => new Meeting
            {
                Parties = m.Numbers("parties") ?? [],
                AllowedSessions = m.Numbers("sessions"),
                FixedSlot = m.Number("fixedSlot"),
                FixedPlace = m.Number("fixedPlace"),
                After = m.Numbers("after") ?? [],
                Priority = m.Number("priority") ?? 3,
                Mandatory = m.Flag("mandatory"),
                Length = m.Number("length") ?? 1,
                Equipment = m.Texts("equipment") ?? [],
                Languages = m.Texts("languages") ?? [],
            })],
        };
    }

    private static readonly (string Name, Aims Aim)[] AimNames = [("evenness", Aims.Evenness), ("places", Aims.PlaceChanges), ("walking", Aims.Walking)];

    /// <summary>The aim of a name in files; none where there is none.</summary>
    internal static Aims Aim(string name) => Array.Find(AimNames, a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Aim;

    private static Aims ReadAims(JsonField root)
    {
        if (root.Texts("aims") is not { } names) return Aims.All;
        foreach (var unknown in names.Where(n => Aim(n) == Aims.None)) root.Wrong("aims", $"There is no aim \"{unknown}\".");
        return names.Aggregate(Aims.None, (all, name) => all | Aim(name));
    }

    private static List<JsonField> Optionally(JsonField root, string name) => root.Has(name) ? root.List(name) : [];
}

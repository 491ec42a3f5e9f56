namespace Paceline.Scheduling;

/// <summary>
/// Lower bounds on changes of place and metres by each participant alone: of its meetings that any best schedule holds, those
/// that have no place in common are at as many places. Whoever visits k places changes k - 1 times, and each of these
/// changes but the first arrival is at least as long as the shortest way into the place.
/// </summary>
internal static class PlacesBound
{
    public static (long Changes, long Metres) Of(Model model, bool allAreHeld)
    {
        long changes = 0, metres = 0;
        for (var p = 0; p < model.Participants; p++)
        {
            if (model.Delegates[p] > 0) continue;
            var own = model.MeetingsOf[p];
            var apart = new List<int[]>();
            foreach (var m in own.Where(m => allAreHeld || model.Problem.Meetings[m].Mandatory).OrderBy(m => model.Suits[m].Length))
            {
                if (!apart.Exists(places => places.Intersect(model.Suits[m]).Any())) apart.Add(model.Suits[m]);
            }

            if (apart.Count < 2) continue;
            changes += apart.Count - 1;
            if (!model.HasDistances) continue;
            var all = own.SelectMany(m => model.Suits[m]).Distinct().ToList();
            var ways = apart.ConvertAll(places => places.Min(to => all.Except(places).Min(from => (long)model.Metres(from, to))));
            metres += ways.Sum() - ways.Max();
        }

        return (changes, metres);
    }
}

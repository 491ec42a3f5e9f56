namespace Paceline.Scheduling.Exact;

// All meetings of one unit need different slots. Where they are too many for their slots together (Hall's condition) there
// is no schedule, which clauses alone would take exponential time to find; slots that only suit in a way that leaves
// another meeting of the unit without one are taken out.
internal sealed partial class Domains
{
    /// <summary>Meetings that are more than the slots, or the places, that they can have together; empty where there are none.</summary>
    public IReadOnlyList<int> Crowded { get; private set; } = [];

    private bool Match()
    {
        var changed = false;
        for (var unit = 0; unit < _model.Units && Crowded.Count == 0; unit++)
        {
            var own = _meetingsOf[unit];
            if (own.Length > 1) changed |= Match(own);
        }

        return changed;
    }

    private bool Match(int[] meetings)
    {
        var holder = new int[_model.Slots];
        Array.Fill(holder, -1);
        var slotOf = new int[meetings.Length];
        for (var i = 0; i < meetings.Length; i++)
        {
            var seen = new bool[_model.Slots];
            if (Augment(meetings, i, holder, slotOf, seen, -1)) continue;
            // What the failed search reached is a set of slots that its holders and this meeting need all.
            Crowded = [meetings[i], .. Enumerable.Range(0, _model.Slots).Where(t => seen[t]).Select(t => meetings[holder[t]])];
            Emptied ??= meetings[i];
            return false;
        }

        var changed = false;
        for (var i = 0; i < meetings.Length; i++)
        {
            for (var t = 0; t < _model.Slots; t++)
            {
                if (!Has(meetings[i], t) || slotOf[i] == t || holder[t] < 0) continue;
                // Meeting i takes slot t: can its holder find another, where i leaves its own?
                var (trialHolder, trialSlot) = ((int[])holder.Clone(), (int[])slotOf.Clone());
                var evicted = holder[t];
                trialHolder[slotOf[i]] = -1;
                trialHolder[t] = i;
                trialSlot[i] = t;
                var seen = new bool[_model.Slots];
                seen[t] = true;
                if (!Augment(meetings, evicted, trialHolder, trialSlot, seen, t)) changed |= Remove(meetings[i], t);
            }
        }

        return changed;
    }

    private bool Augment(int[] meetings, int i, int[] holder, int[] slotOf, bool[] seen, int closed)
    {
        for (var t = 0; t < _model.Slots; t++)
        {
            if (t == closed || seen[t] || !Has(meetings[i], t)) continue;
            seen[t] = true;
            if (holder[t] >= 0 && !Augment(meetings, holder[t], holder, slotOf, seen, closed)) continue;
            holder[t] = i;
            slotOf[i] = t;
            return true;
        }

        return false;
    }
}

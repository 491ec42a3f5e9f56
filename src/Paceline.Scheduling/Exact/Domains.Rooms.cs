namespace Paceline.Scheduling.Exact;

// A slot holds only so many meetings of a pool. Where meetings are more than the room in all slots that suit any of them
// there is no schedule: one flow finds them, where clauses alone would have to try all ways to fill the slots.
internal sealed partial class Domains
{
    private void FitPools()
    {
        for (var pool = 0; pool < _model.Pools && Emptied is null; pool++)
        {
            int[] members = [.. Enumerable.Range(0, _model.Meetings).Where(m => Required[m] && Array.IndexOf(_model.MeetingPools[m], pool) >= 0)];
            FitPool(members, _model.Room.AsSpan(pool * _model.Slots, _model.Slots));
        }
    }

    private void FitPool(int[] members, ReadOnlySpan<int> room)
    {
        var holders = new List<int>[_model.Slots];
        for (var t = 0; t < holders.Length; t++) holders[t] = [];
        // For each slot that the search reaches: who would move there, and from which slot.
        var (mover, from) = (new int[_model.Slots], new int[_model.Slots]);
        var reached = new Queue<int>();
        foreach (var meeting in members)
        {
            Array.Fill(mover, -1);
            reached.Clear();
            var free = Reach(meeting, -1, room);
            while (free < 0 && reached.TryDequeue(out var slot))
            {
                foreach (var other in holders[slot])
                {
                    if ((free = Reach(other, slot, room)) >= 0) break;
                }
            }

            if (free < 0)
            {
                // All slots reached are full, and nobody in them can go elsewhere.
                Crowded = [meeting, .. Enumerable.Range(0, _model.Slots).Where(t => mover[t] >= 0).SelectMany(t => holders[t])];
                Emptied ??= meeting;
                return;
            }

            for (var to = free; to >= 0; to = from[to])
            {
                holders[to].Add(mover[to]);
                if (from[to] >= 0) holders[from[to]].Remove(mover[to]);
            }
        }

        int Reach(int meeting, int slot, ReadOnlySpan<int> room)
        {
            for (var t = 0; t < _model.Slots; t++)
            {
                if (mover[t] >= 0 || !Has(meeting, t)) continue;
                (mover[t], from[t]) = (meeting, slot);
                if (holders[t].Count < room[t]) return t;
                reached.Enqueue(t);
            }

            return -1;
        }
    }
}

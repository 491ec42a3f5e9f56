using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>Gives each meeting of a timetable its place, slot by slot. The timetable leaves room for all.</summary>
internal static class Seating
{
    public static Schedule Assign(Model model, int[] slotOf, Placement?[]? kept = null)
    {
        var places = model.Problem.Places;
        var placements = new Placement?[model.Meetings];
        var bySlot = Enumerable.Range(0, model.Meetings).Where(m => slotOf[m] >= 0).ToLookup(m => slotOf[m]);
        var free = new int[places.Count];
        // The place that a participant had last: who can stay, stays.
        var last = new int[model.Participants];
        Array.Fill(last, -1);
        for (var slot = 0; slot < model.Slots; slot++)
        {
            for (var place = 0; place < places.Count; place++)
                free[place] = places[place].Owner is null && !places[place].Unavailable.Contains(slot) ? places[place].Capacity ?? int.MaxValue : 0;
            void Seat(int meeting, int place)
            {
                if (places[place].Owner is null) free[place]--;
                placements[meeting] = new Placement(slot, place);
                foreach (var party in model.Problem.Meetings[meeting].Parties) last[party] = place;
            }

            foreach (var meeting in bySlot[slot].Where(m => model.Place[m] >= 0)) Seat(meeting, model.Place[meeting]);
            foreach (var meeting in bySlot[slot].Where(m => model.Place[m] < 0))
            {
                if (kept?[meeting] is { } before && free[before.Place] > 0) Seat(meeting, before.Place);
            }

            var standing = bySlot[slot].Where(m => placements[m] is null).ToList();
            foreach (var meeting in standing)
            {
                foreach (var party in model.Problem.Meetings[meeting].Parties)
                {
                    if (last[party] < 0 || free[last[party]] == 0) continue;
                    Seat(meeting, last[party]);
                    break;
                }
            }

            var next = 0;
            foreach (var meeting in standing)
            {
                if (placements[meeting] is not null) continue;
                while (free[next] == 0) next++;
                Seat(meeting, next);
            }
        }

        return new Schedule([.. placements]);
    }
}

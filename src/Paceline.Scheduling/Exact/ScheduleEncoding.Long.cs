using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

// Meetings of several slots.
internal sealed partial class ScheduleEncoding
{
    // A long meeting takes a slot where it begins in it or a little before.
    private int[] LongMeetings()
    {
        var covers = (int[])_meets.Clone();
        for (var m = 0; m < _model.Meetings; m++)
        {
            if (_model.Length[m] == 1) continue;
            for (var t = 0; t < _model.Slots; t++)
            {
                int[] begins = [.. Enumerable.Range(Math.Max(0, t - _model.Length[m] + 1), Math.Min(t + 1, _model.Length[m]))
                    .Select(begin => Meets(m, begin)).Where(l => l != _false)];
                covers[m * _model.Slots + t] = Any(begins, exactly: true);
            }
        }

        return covers;
    }
}

using Paceline.Domain;
using Paceline.Domain.Monitoring;
using Paceline.Features.Contracts;
using Paceline.Platform.Text;

namespace Paceline.Features.Scoreboard;

/// <summary>Figures in words.</summary>
public static class FigureWords
{
    /// <summary>The figure as people read it.</summary>
    public static string Amount(long amount, FigureUnit unit) => unit is FigureUnit.EuroCents ? MoneyText.Of(new Money(amount, "EUR")) : MoneyText.Number(amount);

    /// <summary>What the figure stands on, in a few words; English, a key of its translations.</summary>
    public static string Rule(string code) => code switch
    {
        "O-03" or "O-05" => "output, verified",
        "O-08" => "output, both sides confirm",
        "O-13" => "output, each counted once",
        "O-15" => "output, companies × missions",
        "R-06" => "result, verified only",
        "R-07" => "result, each counted once",
        "R-08" => "result, exact values in euro",
        _ => "output, verified",
    };

    /// <summary>How the records are counted, in full; English, a key of its translations.</summary>
    public static string Formula(string code) => code switch
    {
        "O-08" => "Counted: meetings that both sides, or the desk, say were held, by the day of the meeting.",
        "O-13" => "Counted: companies at a verified trade mission, each once, on its first day there.",
        "O-15" => "Counted: places of companies at verified trade missions; a company at two missions has two.",
        "R-06" => "Counted: contracts that somebody else than the author has verified, by the day of the signature.",
        "R-07" => "Counted: companies with a verified contract, each once, by its first signature.",
        "R-08" => "Counted: exact values in euro of verified contracts, by the day of the signature. Other currencies are listed and not converted; values for auditors only stay out of the sum.",
        _ => "Counted: activities of this kind that somebody else than their author has verified, by their last day.",
    };

    /// <summary>How the figure stands, with the shape that goes with it.</summary>
    public static (string Kind, string Text) State(Progress progress, FigureUnit unit, Texts t) => progress switch
    {
        { State: ProgressState.TargetMet or ProgressState.NoTarget, LackEvidence: > 0 } => ("warn", t.Count(progress.LackEvidence, "{0} lacks evidence|{0} lack evidence")),
        { State: ProgressState.TargetMet } => ("ok", t["Target met"].Value),
        { State: ProgressState.OnCourse } => ("live", t["On course, {0} to go", Amount(progress.Missing, unit)].Value),
        { State: ProgressState.SlightlyBehind } => ("warn", t["Slightly behind, {0} to go", Amount(progress.Missing, unit)].Value),
        { State: ProgressState.Behind } => ("bad", t["Behind, {0} to go", Amount(progress.Missing, unit)].Value),
        { State: ProgressState.Missed } => ("bad", t["{0} below target", Amount(progress.Missing, unit)].Value),
        _ => ("off", t["No target"].Value),
    };
}

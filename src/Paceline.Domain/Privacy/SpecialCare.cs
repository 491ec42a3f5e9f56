namespace Paceline.Domain.Privacy;

/// <summary>
/// What somebody needs at an activity: diet, access. A special category of data (Article 9 GDPR): asked with explicit consent,
/// kept as cipher text only, opened by those who run the activity, and gone 30 days after its last day.
/// </summary>
public sealed class SpecialCare
{
    /// <summary>Days after the activity's last day for which it is kept.</summary>
    public const int DaysAfter = 30;
    /// <summary>Longest text of each need.</summary>
    public const int Longest = 500;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>What kind of record stands for the person.</summary>
    public required SubjectKind SubjectKind { get; init; }
    /// <summary>That record.</summary>
    public required Guid SubjectId { get; init; }
    /// <summary>The consent under which it is kept.</summary>
    public required Guid ConsentId { get; init; }
    /// <summary>The needs, encrypted with the installation's keys.</summary>
    public required string Cipher { get; set; }
    /// <summary>When it was last told.</summary>
    public required DateTimeOffset ToldAt { get; set; }

    /// <summary>The last day on which it is kept.</summary>
    public static DateOnly KeptUntil(DateOnly activityEnds) => activityEnds.AddDays(DaysAfter);
}

/// <summary>What a kitchen counts. Everything else is said in words.</summary>
public enum DietKind
{
    /// <summary>No meat and no fish.</summary>
    Vegetarian,
    /// <summary>Nothing of animals.</summary>
    Vegan,
    /// <summary>Halal.</summary>
    Halal,
    /// <summary>Kosher.</summary>
    Kosher,
    /// <summary>Without pork.</summary>
    NoPork,
    /// <summary>Without fish and seafood.</summary>
    NoFish,
    /// <summary>Without gluten.</summary>
    NoGluten,
    /// <summary>Without lactose.</summary>
    NoLactose,
    /// <summary>Without nuts.</summary>
    NoNuts,
}

/// <summary>The needs themselves; nowhere stored in this form.</summary>
/// <param name="Diet">What one eats and does not eat.</param>
/// <param name="Access">What one needs to come in, sit, hear and see.</param>
public sealed record Needs(string Diet, string Access)
{
    /// <summary>What a kitchen counts.</summary>
    public IReadOnlyList<DietKind> Kinds { get; init; } = [];

    /// <summary>Why it cannot be kept, or null.</summary>
    /// <param name="agreed">Whether the person agreed in so many words.</param>
    public Refusal? Check(bool agreed) =>
        Diet.Length > SpecialCare.Longest || Access.Length > SpecialCare.Longest ? new Refusal("This is too long. {0} characters are enough here.", SpecialCare.Longest)
        : Diet.Length + Access.Length + Kinds.Count == 0 ? new Refusal("Write what you need, or leave this part as it is.")
        : !agreed ? new Refusal("Tick that you agree. Without that we may not keep it.")
        : null;
}

/// <summary>What the people of an activity need, without their names: for the kitchen and the house.</summary>
/// <param name="People">How many have told something that can be read.</param>
/// <param name="Kinds">How many need each kind, the most first.</param>
/// <param name="Diets">What was said in words about eating.</param>
/// <param name="Access">What was said in words about taking part.</param>
public sealed record NeedsCount(int People, IReadOnlyList<(DietKind Kind, int Count)> Kinds, IReadOnlyList<string> Diets, IReadOnlyList<string> Access)
{
    /// <summary>Counts; in an order that tells nothing of who said it.</summary>
    public static NeedsCount Of(IReadOnlyCollection<Needs> needs) => new(
        needs.Count,
        [.. needs.SelectMany(n => n.Kinds.Distinct()).GroupBy(k => k).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key)],
        [.. needs.Select(n => n.Diet).Where(t => t is not "").Order(StringComparer.Ordinal)],
        [.. needs.Select(n => n.Access).Where(t => t is not "").Order(StringComparer.Ordinal)]);
}

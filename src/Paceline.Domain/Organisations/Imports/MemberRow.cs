namespace Paceline.Domain.Organisations.Imports;

/// <summary>A person as a line of a file gives it.</summary>
public sealed record ContactRow(string Name, string LatinName, string JobTitle, string Email, string Phone, string Language);

/// <summary>A line of a file as it was read: what is wrong in the line itself was already said.</summary>
/// <param name="Line">Where.</param>
public sealed record MemberRow(int Line)
{
    /// <summary>The company's name; may be empty where the line is about a person only.</summary>
    public string Name { get; init; } = "";
    /// <summary>What a new organisation is.</summary>
    public OrganisationKind Kind { get; init; } = OrganisationKind.Company;
    /// <summary>Values by field, as <see cref="MemberField.Write"/> takes them; empty cells are not among them.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
    /// <summary>The person, if the line names one.</summary>
    public ContactRow? Contact { get; init; }
    /// <summary>First day of the membership, if given.</summary>
    public DateOnly? Since { get; init; }
    /// <summary>Last day of the membership, if given.</summary>
    public DateOnly? Until { get; init; }
    /// <summary>The file lists people: its lines refer to companies and make none.</summary>
    public bool IsPersonOnly { get; init; }

    /// <summary>A value, or nothing.</summary>
    public string this[string field] => Values.GetValueOrDefault(field, "");
}

/// <summary>What is done with a line that may be a company that is there already.</summary>
public enum DuplicateChoice
{
    /// <summary>Nothing, until somebody chooses.</summary>
    LeaveOut,
    /// <summary>It is the same: the line changes it.</summary>
    Same,
    /// <summary>It is another: the line makes it.</summary>
    Another,
}

/// <summary>What a line comes to.</summary>
public enum LineOutcome
{
    /// <summary>It makes an organisation.</summary>
    New,
    /// <summary>It changes one.</summary>
    Changed,
    /// <summary>It makes a company of another cluster a member of this one.</summary>
    Joins,
    /// <summary>It says what is known.</summary>
    Unchanged,
    /// <summary>It may be a company that is there already, and waits for a choice.</summary>
    Waiting,
    /// <summary>It cannot be taken.</summary>
    Invalid,
}

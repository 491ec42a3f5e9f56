using Microsoft.AspNetCore.Mvc.ModelBinding;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;
using Paceline.Features.Privacy;
using Paceline.Platform.Text;

namespace Paceline.Features.Registering;

/// <summary>What somebody tells of diet and access: left empty by most, and kept only where the person agrees.</summary>
public sealed class NeedsForm
{
    public DietKind[] Kinds { get; set; } = [];
    public string? Diet { get; set; }
    public string? Access { get; set; }
    public bool Agreed { get; set; }

    /// <summary>Whether nothing was told.</summary>
    public bool IsEmpty => Kinds.Length == 0 && string.IsNullOrWhiteSpace(Diet) && string.IsNullOrWhiteSpace(Access);

    /// <summary>The needs as typed.</summary>
    public Needs Needs => new((Diet ?? "").Trim(), (Access ?? "").Trim()) { Kinds = [.. Kinds.Where(Enum.IsDefined).Distinct().Order()] };

    /// <summary>Says at its field what is wrong.</summary>
    public void Check(ModelStateDictionary state, Texts texts)
    {
        if (!IsEmpty && Needs.Check(Agreed) is { } refusal) state.AddModelError(refusal.Arguments.Length > 0 ? "Care.Diet" : "Care.Agreed", texts.Of(refusal));
    }

    /// <summary>The form of what was told.</summary>
    public static NeedsForm Of(Needs? told) => told is null ? new NeedsForm() : new NeedsForm { Kinds = [.. told.Kinds], Diet = told.Diet, Access = told.Access, Agreed = true };

    /// <summary>Who registered, as somebody whose data are kept. A registration proves one place at one activity and no more.</summary>
    public static DataSubject Subject(Registration person) => new(new Subject(SubjectKind.Registration, person.Id), person.Name, person.Email, person.Language, [], [], []);
}

/// <summary>What the fields of diet and access need to know.</summary>
/// <param name="Care">What is filled in.</param>
/// <param name="ForAnother">Somebody else types it for the person.</param>
public sealed record NeedsFields(NeedsForm Care, bool ForAnother = false);

using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Organisations;

namespace Paceline.Domain.Activities;

/// <summary>
/// Somebody was at an activity on a day. What the person was then is copied: a company that grows later was still small.
/// That an organisation took part is derived from its people.
/// </summary>
public sealed class AttendanceRecord
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The person; null where only the organisation is known, from a list of before.</summary>
    public Guid? RegistrationId { get; init; }
    /// <summary>The organisation of the directory, where it is one.</summary>
    public Guid? OrganisationId { get; set; }
    /// <summary>The day.</summary>
    public required DateOnly On { get; init; }
    /// <summary>How it is known.</summary>
    public AttendanceMethod Method { get; set; } = AttendanceMethod.OrganiserConfirmation;
    /// <summary>When the person was received.</summary>
    public DateTimeOffset? At { get; set; }
    /// <summary>From where the person came.</summary>
    public string PlaceOfDeparture { get; set; } = "";
    /// <summary>The organisation's name at that time.</summary>
    public string OrganisationAtTheTime { get; set; } = "";
    /// <summary>The company's size at that time, where it was validated.</summary>
    public SmeCategory? SmeStatusAtTheTime { get; set; }
    /// <summary>The scan that carries the signature.</summary>
    public Guid? EvidenceId { get; set; }
    /// <summary>The page of the scan, from 1.</summary>
    public int? EvidencePage { get; set; }
    /// <summary>Who compared the row with the sheet.</summary>
    public string VerifiedBy { get; set; } = "";
}

using Paceline.Domain.Activities.Calls;

namespace Paceline.Features.Applications;

/// <summary>How calls and applications are shown.</summary>
public static class CallWords
{
    /// <summary>The shape of a call's phase.</summary>
    public static string Shape(CallPhase phase) => phase switch { CallPhase.OpenNow => "live", CallPhase.PlacesGiven => "ok", CallPhase.InPreparation => "off", _ => "wait" };

    /// <summary>The shape of an application's state.</summary>
    public static string Shape(ApplicationState state) => state switch
    {
        ApplicationState.Selected => "live",
        ApplicationState.Confirmed => "ok",
        ApplicationState.Ineligible or ApplicationState.Rejected => "bad",
        ApplicationState.Withdrawn => "off",
        ApplicationState.Draft => "warn",
        _ => "wait",
    };
}

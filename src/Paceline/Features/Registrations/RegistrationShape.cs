using Paceline.Domain.Activities.Registrations;

namespace Paceline.Features.Registrations;

/// <summary>Shapes of the states of a registration.</summary>
public static class RegistrationShape
{
    public static string Of(RegistrationState state) => state switch
    {
        RegistrationState.Confirmed => "live",
        RegistrationState.CheckedIn => "ok",
        RegistrationState.Waitlisted or RegistrationState.Registered => "wait",
        RegistrationState.NoShow => "warn",
        _ => "off",
    };
}

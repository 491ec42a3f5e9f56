using Microsoft.AspNetCore.Identity;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Account;

/// <summary>Changes the own password: all other devices are signed out, this one stays.</summary>
public sealed class ChangePassword(PacelineDb db, UserManager<Person> people, PasswordHashing hashing, PeopleSignIn signIn, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What is wrong and where; null when it is changed.</summary>
    public async Task<(string Field, Refusal Refusal)?> Run(Person person, string old, string password, CancellationToken stop)
    {
        if (PasswordRule.Refuses(password, person.Email!, person.DisplayName) is { } no) return ("Input.NewPassword", no);
        if (!await hashing.Verify(person, old, stop)) return ("Input.OldPassword", new Refusal("This is not your present password."));
        var hash = await hashing.Hash(person, password, stop);
        await using var together = await db.Database.BeginTransactionAsync(stop);
        await Sessions.EndOthers(db, person.Id, access.SessionId, clock.GetUtcNow(), stop);
        person.PasswordHash = hash;
        audit.Add("Changed the own password", RecordKind.Person, person.Id, person.DisplayName);
        await people.UpdateSecurityStampAsync(person);
        await together.CommitAsync(stop);
        await signIn.Renew(person, access.SessionId!.Value);
        return null;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Paceline.Data;
using Paceline.Domain.Activities.Registrations;

namespace Paceline.Features.Registrations;

/// <summary>
/// The turn at an activity's list: whoever gives places or receives people waits for those who came before, on both databases,
/// so that the last place is given once and nobody is received twice.
/// </summary>
public sealed class Turn : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable _house;

    private Turn(IDbContextTransaction transaction, IDisposable house, RegistrationBook book) => (_transaction, _house, Book) = (transaction, house, book);

    /// <summary>The book of the activity, tracked.</summary>
    public RegistrationBook Book { get; }

    /// <summary>Waits for the turn. What was read before it is forgotten: it may be old.</summary>
    public static async Task<Turn> Take(PacelineDb db, Guid activity, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var house = db.AsTheHouse("Places, numbers and those who are received are counted over everybody at the activity, whoever asks; who may ask was asked before.");
        var transaction = await db.Database.BeginTransactionAsync(stop);
        try
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO registration_books (activity_id, last_number, needs_yes, questions, evaluation, version) VALUES ({0}, 0, {1}, '[]', '[]', 0) ON CONFLICT (activity_id) DO NOTHING", [activity, false], stop);
            // Holds the row until the end: SQLite has the whole file by now, PostgreSQL this row.
            await db.RegistrationBooks.Where(b => b.ActivityId == activity).ExecuteUpdateAsync(b => b.SetProperty(x => x.LastNumber, x => x.LastNumber), stop);
            return new Turn(transaction, house, await db.RegistrationBooks.SingleAsync(b => b.ActivityId == activity, stop));
        }
        catch
        {
            await transaction.DisposeAsync();
            house.Dispose();
            throw;
        }
    }

    /// <summary>Keeps what was saved.</summary>
    public Task Done(CancellationToken stop) => _transaction.CommitAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        _house.Dispose();
    }
}

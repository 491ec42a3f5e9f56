using System.Data;
using Microsoft.EntityFrameworkCore;
using Paceline.Data.Isolation;

namespace Paceline.Data;

// What the unit of work may see. Nothing is set at first: then every query of owned records throws.
public abstract partial class PacelineDb
{
    private Sight? _sight;

    /// <summary>What may be seen.</summary>
    /// <exception cref="InvalidOperationException">Nobody has said.</exception>
    public Sight Sight => _sight ?? throw new InvalidOperationException("This unit of work has not said what it may see: records that clusters own are closed to it. Authorization says so for a request; work of the house says so itself, with a reason.");

    internal Sight? SightOrNull => _sight;

    /// <summary>The schema itself is being changed: under the user of the connection, not under the role of the product.</summary>
    internal bool WorksAsOwner { get; private set; }

    // The filters of queries read these when a query runs, from the context that runs it.
    internal bool SeesAll => Sight.Everything;
    internal List<Guid?> SeenClusters => Sight.Clusters;
    internal List<Guid?> SeenCompanies => Sight.Companies;
    internal List<Guid?> SeenParticipants => Sight.Participants;
    internal List<Guid?> SeenActivities => Sight.Activities;

    /// <summary>Sets what may be seen from here on: authorization does, from the grants of whoever asks.</summary>
    public void See(Sight sight) => Turn(sight, WorksAsOwner);

    /// <summary>Work of the house, which sees all: jobs, the command line, start-up, finding out who asks. Until disposed.</summary>
    /// <param name="reason">Why; every place that says this stands in a list that is reviewed.</param>
    public IDisposable AsTheHouse(string reason) => new Back(this, Sight.All, WorksAsOwner, reason);

    /// <summary>A look beyond one's own records: at these few, until disposed.</summary>
    /// <param name="reason">Why; every place that says this stands in a list that is reviewed.</param>
    public IDisposable Beyond(string reason, IEnumerable<Guid>? clusters = null, IEnumerable<Guid>? companies = null, IEnumerable<Guid>? participants = null, IEnumerable<Guid>? activities = null) =>
        new Back(this, (_sight ?? Sight.None).And(clusters, companies, participants, activities), WorksAsOwner, reason);

    /// <summary>Changes the schema: sees all, and on PostgreSQL works as the user of the connection.</summary>
    /// <param name="reason">Why; every place that says this stands in a list that is reviewed.</param>
    public IDisposable AsTheOwner(string reason) => new Back(this, Sight.All, true, reason);

    public override void Dispose()
    {
        Forget();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override ValueTask DisposeAsync()
    {
        Forget();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    // A context of the pool starts anew as if it had never seen anything.
    private void Forget() => (_sight, WorksAsOwner, IsCopying) = (null, false, false);

    private void Turn(Sight? sight, bool asOwner)
    {
        (_sight, WorksAsOwner) = (sight, asOwner);
        // Inside of a transaction the connection stays open: it is told at once.
        if (Database.IsNpgsql() && Database.GetDbConnection() is { State: ConnectionState.Open } connection) RowSecurity.Tell(connection, sight, asOwner);
    }

    private sealed class Back : IDisposable
    {
        private readonly PacelineDb _db;
        private readonly Sight? _before;
        private readonly bool _asOwner;

        public Back(PacelineDb db, Sight sight, bool asOwner, string reason)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(reason);
            (_db, _before, _asOwner) = (db, db._sight, db.WorksAsOwner);
            db.Turn(sight, asOwner);
        }

        public void Dispose() => _db.Turn(_before, _asOwner);
    }
}

using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Paceline.Data.Isolation;

/// <summary>How the rows of one kind are somebody's: in one declaration for queries, for writing and for the policies of PostgreSQL.</summary>
public abstract class Ownership
{
    /// <summary>Kind of row.</summary>
    public abstract Type Entity { get; }

    /// <summary>The ways by which a row is in sight: one is enough.</summary>
    internal List<OwnerPath> Paths { get; } = [];

    /// <summary>Lets every query of these rows ask what may be seen.</summary>
    internal abstract void Filter(ModelBuilder builder, PacelineDb db);

    /// <summary>How many of these rows the unit of work sees.</summary>
    internal abstract Task<int> CountSeen(PacelineDb db, IReadOnlyList<Guid> keys, CancellationToken stop);

    /// <summary>The condition of the policy, of a table of this model.</summary>
    internal string Policy(IModel model) => $"(SELECT current_setting('paceline.sight', true) = 'all') OR {string.Join(" OR ", Paths.Select(p => p.Sql(model.FindEntityType(Entity)!)))}";
}

/// <summary>How the rows of one kind are somebody's.</summary>
public sealed class Ownership<T> : Ownership where T : class
{
    public override Type Entity => typeof(T);

    /// <summary>Of the cluster that the column names.</summary>
    public Ownership<T> Cluster(Expression<Func<T, Guid?>> column) => With(new ByValue(column, nameof(Sight.Clusters)));

    /// <summary>Of the company that the column names.</summary>
    public Ownership<T> Company(Expression<Func<T, Guid?>> column) => With(new ByValue(column, nameof(Sight.Companies)));

    /// <summary>Of the participant that the column names.</summary>
    public Ownership<T> Participant(Expression<Func<T, Guid?>> column) => With(new ByValue(column, nameof(Sight.Participants)));

    /// <summary>Of the cluster that leads the activity, and of who has a role for that activity.</summary>
    public Ownership<T> Activity(Expression<Func<T, Guid?>> column) => With(new ByValue(column, nameof(Sight.Activities))).With(new ByLead(column));

    /// <summary>Of the cluster that counts the organisation as its own.</summary>
    public Ownership<T> HomeOf(Expression<Func<T, Guid?>> column) => With(new ByHome(column));

    /// <summary>Of the organisation itself, of its home cluster and of the clusters that it is a member of.</summary>
    public Ownership<T> Organisation(Expression<Func<T, Guid?>> column) => Company(column).Cluster(column).HomeOf(column).With(new ByMembership(column));

    /// <summary>Of whoever owns the row of another kind that the column names.</summary>
    public Ownership<T> With<TOwner>(Expression<Func<T, Guid?>> column) where TOwner : class => With(new ByOther(column, typeof(TOwner)));

    /// <summary>Everybody's where the column has this value.</summary>
    public Ownership<T> Everybodys<TValue>(Expression<Func<T, TValue>> column, TValue value) where TValue : struct, Enum => With(new ByKind(column, value));

    internal override void Filter(ModelBuilder builder, PacelineDb db)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var body = Paths.Aggregate((Expression)Expression.Property(Expression.Constant(db, typeof(PacelineDb)), nameof(PacelineDb.SeesAll)), (all, path) => Expression.OrElse(all, path.Filter(db, row)));
        builder.Entity<T>().HasQueryFilter(Expression.Lambda<Func<T, bool>>(body, row));
    }

    internal override Task<int> CountSeen(PacelineDb db, IReadOnlyList<Guid> keys, CancellationToken stop)
    {
        var key = db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties.Single().Name;
        return db.Set<T>().AsNoTracking().IgnoreAutoIncludes().CountAsync(r => keys.Contains(EF.Property<Guid>(r, key)), stop);
    }

    private Ownership<T> With(OwnerPath path)
    {
        Paths.Add(path);
        return this;
    }
}

/// <summary>One way by which a row is in sight.</summary>
internal abstract class OwnerPath(LambdaExpression column)
{
    private static readonly System.Reflection.MethodInfo In = new Func<IEnumerable<Guid?>, Guid?, bool>(Enumerable.Contains).Method;

    /// <summary>The property that the way starts from.</summary>
    public string Property { get; } = ((MemberExpression)(column.Body is UnaryExpression { Operand: var inner } ? inner : column.Body)).Member.Name;

    public abstract Expression Filter(PacelineDb db, ParameterExpression row);
    public abstract string Sql(IEntityType entity);

    /// <summary>Whether the row's own values say that it is in sight, without asking the database.</summary>
    public virtual bool Covers(Sight sight, EntityEntry entry, bool before) => false;

    protected Expression Column(ParameterExpression row) => new Swap(column.Parameters[0], row).Visit(column.Body)!;

    protected string Column(IEntityType entity) => $"{entity.GetTableName()}.{entity.FindProperty(Property)!.GetColumnName()}";

    protected object? Value(EntityEntry entry, bool before) => before ? entry.Property(Property).OriginalValue : entry.Property(Property).CurrentValue;

    protected static Expression Among(Expression ids, Expression value) => Expression.Call(In, ids, value);

    protected static Expression Seen(PacelineDb db, string which) => Expression.Property(Expression.Constant(db, typeof(PacelineDb)), "Seen" + which);

    protected static string Setting(string which) => $"ANY ((SELECT string_to_array(current_setting('paceline.{which.ToLowerInvariant()}', true), ',')::uuid[])::uuid[])";

    /// <summary>A lambda over the context and a value, with both put in.</summary>
    protected static Expression Put<TValue>(Expression<Func<PacelineDb, TValue, bool>> lambda, PacelineDb db, Expression value) =>
        new Swap(lambda.Parameters[1], value).Visit(new Swap(lambda.Parameters[0], Expression.Constant(db, typeof(PacelineDb))).Visit(lambda.Body))!;

    private sealed class Swap(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}

internal sealed class ByValue(LambdaExpression column, string which) : OwnerPath(column)
{
    public override Expression Filter(PacelineDb db, ParameterExpression row) => Among(Seen(db, which), Column(row));
    public override string Sql(IEntityType entity) => $"{Column(entity)} = {Setting(which)}";

    public override bool Covers(Sight sight, EntityEntry entry, bool before) =>
        Value(entry, before) is Guid id && (which switch { nameof(Sight.Clusters) => sight.Clusters, nameof(Sight.Companies) => sight.Companies, nameof(Sight.Activities) => sight.Activities, _ => sight.Participants }).Contains(id);
}

internal sealed class ByLead(LambdaExpression column) : OwnerPath(column)
{
    public override Expression Filter(PacelineDb db, ParameterExpression row) =>
        Put<Guid?>((c, id) => c.Activities.Where(a => c.SeenClusters.Contains(a.LeadClusterId)).Select(a => (Guid?)a.Id).Contains(id), db, Column(row));

    public override string Sql(IEntityType entity) => $"{Column(entity)} IN (SELECT a.id FROM activities a WHERE a.lead_cluster_id = {Setting(nameof(Sight.Clusters))})";
}

internal sealed class ByHome(LambdaExpression column) : OwnerPath(column)
{
    public override Expression Filter(PacelineDb db, ParameterExpression row) =>
        Put<Guid?>((c, id) => c.Organisations.Where(o => c.SeenClusters.Contains(o.HomeClusterId)).Select(o => (Guid?)o.Id).Contains(id), db, Column(row));

    public override string Sql(IEntityType entity) => $"{Column(entity)} IN (SELECT o.id FROM organisations o WHERE o.home_cluster_id = {Setting(nameof(Sight.Clusters))})";
}

internal sealed class ByMembership(LambdaExpression column) : OwnerPath(column)
{
    public override Expression Filter(PacelineDb db, ParameterExpression row) =>
        Put<Guid?>((c, id) => c.Memberships.Where(m => c.SeenClusters.Contains(m.ClusterId)).Select(m => (Guid?)m.OrganisationId).Contains(id), db, Column(row));

    public override string Sql(IEntityType entity) => $"{Column(entity)} IN (SELECT m.organisation_id FROM memberships m WHERE m.cluster_id = {Setting(nameof(Sight.Clusters))})";
}

internal sealed class ByOther(LambdaExpression column, Type owner) : OwnerPath(column)
{
    public override Expression Filter(PacelineDb db, ParameterExpression row) =>
        (Expression)GetType().GetMethod(nameof(Exists), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(owner).Invoke(null, [db, Column(row)])!;

    public override string Sql(IEntityType entity)
    {
        var other = entity.Model.FindEntityType(owner)!;
        return $"EXISTS (SELECT 1 FROM {other.GetTableName()} x WHERE x.{other.FindPrimaryKey()!.Properties.Single().GetColumnName()} = {Column(entity)})";
    }

    private static Expression Exists<TOwner>(PacelineDb db, Expression value) where TOwner : class => Put<Guid?>((c, id) => c.Set<TOwner>().Any(o => EF.Property<Guid>(o, "Id") == id), db, value);
}

internal sealed class ByKind(LambdaExpression column, Enum value) : OwnerPath(column)
{
    public override Expression Filter(PacelineDb db, ParameterExpression row) => Expression.Equal(Column(row), Expression.Constant(value, value.GetType()));
    public override string Sql(IEntityType entity) => $"{Column(entity)} = '{value}'";
    public override bool Covers(Sight sight, EntityEntry entry, bool before) => Equals(Value(entry, before), value);
}

using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Paceline.Data;

namespace Paceline.Features.Privacy;

/// <summary>A column that says by name who did something: "RecordedBy".</summary>
/// <param name="Entity">Kind of row.</param>
/// <param name="Name">The column with the name.</param>
/// <param name="Account">The column with the account, where there is one: "RecordedById".</param>
/// <param name="HasAlways">The account is always known.</param>
public sealed record NameColumn(Type Entity, string Name, string? Account, bool HasAlways);

/// <summary>
/// Who did what, as rows say it. The columns are found in the model: a new one is covered from its first day. Where the account stands
/// beside the name, it decides; otherwise the name does, and where two accounts bear it, the trail must say that this one did it.
/// </summary>
public sealed class NameColumns(PacelineDb db, Guid account, IReadOnlyList<string> names, bool isShared)
{
    private const string Ending = "By";
    private static readonly MethodInfo CountOf = typeof(NameColumns).GetMethod(nameof(CountRows), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo ReplaceOf = typeof(NameColumns).GetMethod(nameof(ReplaceRows), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The columns of a model, but for tables that are never changed and for what is somebody's word about a company.</summary>
    public static IReadOnlyList<NameColumn> Of(IModel model) =>
    [
        .. from entity in model.GetEntityTypes()
           where entity.GetTableName() is { } table && !AppendOnly.Tables.Contains(table)
           from column in entity.GetDeclaredProperties()
           where column.ClrType == typeof(string) && column.Name.EndsWith(Ending, StringComparison.Ordinal) && !PersonalColumns.Rules.ContainsKey($"{entity.ClrType.Name}.{column.Name}")
           let of = entity.FindProperty(column.Name + "Id")
           select new NameColumn(entity.ClrType, column.Name, of?.Name, of?.ClrType == typeof(Guid)),
    ];

    /// <summary>For an account and the names that it has borne.</summary>
    public static async Task<NameColumns> For(PacelineDb db, Guid account, IReadOnlyList<string> names, CancellationToken stop) =>
        new(db, account, names, await db.Users.AnyAsync(p => p.Id != account && names.Contains(p.DisplayName), stop));

    /// <summary>Rows that name the account.</summary>
    public Task<int> Count(CancellationToken stop) => Sum(CountOf, stop);

    /// <summary>Puts the pseudonym in the place of the name.</summary>
    public Task<int> Replace(string pseudonym, CancellationToken stop) => Sum(ReplaceOf, stop, pseudonym);

    private async Task<int> Sum(MethodInfo method, CancellationToken stop, params object[] more)
    {
        var sum = 0;
        foreach (var column in Of(db.Model)) sum += await (Task<int>)method.MakeGenericMethod(column.Entity).Invoke(this, [column, .. more, stop])!;
        return sum;
    }

    private Task<int> CountRows<T>(NameColumn column, CancellationToken stop) where T : class => Rows<T>(column.Name, column.Account, column.HasAlways).CountAsync(stop);

    private Task<int> ReplaceRows<T>(NameColumn column, string pseudonym, CancellationToken stop) where T : class
    {
        var name = column.Name;
        return Rows<T>(name, column.Account, column.HasAlways).ExecuteUpdateAsync(r => r.SetProperty(x => EF.Property<string>(x, name), pseudonym), stop);
    }

    private IQueryable<T> Rows<T>(string name, string? by, bool always) where T : class
    {
        var rows = db.Set<T>();
        if (by is not null && always) return rows.Where(r => EF.Property<Guid>(r, by) == account);
        if (by is null) return rows.Where(r => names.Contains(EF.Property<string>(r, name)) && (!isShared || db.AuditEvents.Any(a => a.ActorId == account && a.RecordId == EF.Property<Guid>(r, "Id"))));
        return rows.Where(r => EF.Property<Guid?>(r, by) == account || EF.Property<Guid?>(r, by) == null && names.Contains(EF.Property<string>(r, name)) && (!isShared || db.AuditEvents.Any(a => a.ActorId == account && a.RecordId == EF.Property<Guid>(r, "Id"))));
    }
}

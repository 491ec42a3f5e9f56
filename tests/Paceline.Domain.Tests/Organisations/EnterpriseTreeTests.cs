using Paceline.Domain.Organisations;

namespace Paceline.Domain.Tests.Organisations;

public sealed class EnterpriseTreeTests
{
    private static readonly EnterpriseLink[] Tree = [Named("B") with { Links = [Named("C"), Named("D") with { Links = [Named("E")] }] }, Named("F")];

    [Theory]
    [InlineData("0", "B")]
    [InlineData("0.1", "D")]
    [InlineData("0.1.0", "E")]
    [InlineData("1", "F")]
    [InlineData("1.0", null)]
    [InlineData("7", null)]
    public void A_place_names_one_enterprise(string place, string? name) => Assert.Equal(name, EnterpriseTree.Find(Tree, EnterpriseTree.Read(place)!)?.Name);

    [Theory]
    [InlineData("a")]
    [InlineData("-1")]
    [InlineData("0.1.2.3.4")]
    [InlineData("99999999999")]
    public void What_is_no_place_is_refused(string place) => Assert.Null(EnterpriseTree.Read(place));

    [Fact]
    public void Changing_one_enterprise_leaves_the_others()
    {
        Assert.Equal("B C D E F", Names(Tree));
        Assert.Equal("B C X F", Names(EnterpriseTree.Replace(Tree, [0, 1], Named("X"))));
        Assert.Equal("B C F", Names(EnterpriseTree.Remove(Tree, [0, 1])));
        Assert.Equal("B C D E X F", Names(EnterpriseTree.Add(Tree, [0, 1], Named("X"))));
        Assert.Equal("B C D E F X", Names(EnterpriseTree.Add(Tree, [], Named("X"))));
        Assert.Equal("B C D E F", Names(Tree));
        Assert.Equal(5, EnterpriseTree.Count(Tree));
    }

    private static EnterpriseLink Named(string name) => new() { Name = name };

    private static string Names(IEnumerable<EnterpriseLink> links) => string.Join(' ', links.Select(l => l.Links.Count == 0 ? l.Name : $"{l.Name} {Names(l.Links)}"));
}

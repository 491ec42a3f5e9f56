using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Paceline.Bench;

/// <summary>A list of 10 000 companies with a person each: how long the preview takes, how long it takes to be written, and what memory that needs.</summary>
internal static partial class MemberImport
{
    private const int Companies = 10_000;

    public static async Task Run(Product product)
    {
        using var client = await product.SignIn("manager@demo.example");
        var before = product.Memory;
        var (address, upload) = await Upload(client, "First");
        Console.WriteLine($"Preview of {Companies} new companies, sent and read  {upload.TotalSeconds,8:0.00} s   (limit 5 s)");
        var watch = Stopwatch.StartNew();
        await client.GetStringAsync(address);
        Console.WriteLine($"The same preview seen again                     {watch.Elapsed.TotalSeconds,8:0.00} s   (limit 5 s)");
        Console.WriteLine($"Written, with {Companies} people and memberships      {(await Confirm(client, address)).TotalSeconds,8:0.00} s   (limit 20 s)");
        Console.WriteLine($"Memory before and after                         {before / 1048576d,8:0} MB, {product.Memory / 1048576d:0} MB");
        var (again, second) = await Upload(client, "Second");
        Console.WriteLine($"Preview of {Companies} changed companies             {second.TotalSeconds,8:0.00} s   (limit 5 s)");
        Console.WriteLine($"Written                                         {(await Confirm(client, again)).TotalSeconds,8:0.00} s   (limit 20 s)");
        watch.Restart();
        await client.GetStringAsync(new Uri("/members/duplicates", UriKind.Relative));
        Console.WriteLine($"Duplicates among {Companies} companies               {watch.Elapsed.TotalSeconds,8:0.00} s");
        watch.Restart();
        await client.GetStringAsync(new Uri("/members", UriKind.Relative));
        Console.WriteLine($"List of {Companies} members                          {watch.Elapsed.TotalSeconds,8:0.00} s");
        Console.WriteLine($"Memory in the end                               {product.Memory / 1048576d,8:0} MB");
    }

    private static async Task<(Uri Address, TimeSpan Took)> Upload(HttpClient client, string word)
    {
        var page = await client.GetStringAsync(new Uri("/members/import", UriKind.Relative));
        using var body = new MultipartFormDataContent();
        foreach (var field in Hidden().Matches(page).DistinctBy(f => f.Groups["name"].Value)) body.Add(new StringContent(WebUtility.HtmlDecode(field.Groups["value"].Value)), field.Groups["name"].Value);
        body.Add(new ByteArrayContent(List(word)), "Input.File", "ten-thousand.csv");
        var watch = Stopwatch.StartNew();
        using var answer = await client.PostAsync(new Uri("/members/import", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        return (answer.RequestMessage!.RequestUri!, watch.Elapsed);
    }

    private static async Task<TimeSpan> Confirm(HttpClient client, Uri address)
    {
        var page = await client.GetStringAsync(address);
        var fields = Hidden().Matches(page).Where(f => f.Groups["name"].Value.StartsWith("__", StringComparison.Ordinal)).Take(1).ToDictionary(f => f.Groups["name"].Value, f => WebUtility.HtmlDecode(f.Groups["value"].Value), StringComparer.Ordinal);
        fields["take"] = "all";
        using var body = new FormUrlEncodedContent(fields);
        var watch = Stopwatch.StartNew();
        using var answer = await client.PostAsync(address, body);
        var took = watch.Elapsed;
        answer.EnsureSuccessStatusCode();
        if (!(await answer.Content.ReadAsStringAsync()).Contains("This list is imported", StringComparison.Ordinal)) throw new InvalidOperationException("The list was not imported.");
        return took;
    }

    private static byte[] List(string word)
    {
        var text = new StringBuilder("Company,Country,Town,Street,Website,NACE,Products,Markets served,TRL,Founded,Contact,E-mail\r\n");
        for (var i = 0; i < Companies; i++)
            text.Append(CultureInfo.InvariantCulture, $"Bench company {i} S.L.,Spain,Girona,{word} street {i},https://www.bench-{i}.example,32.30,{word} product {i},China; United States,{i % 9 + 1},{1950 + i % 60},Person {i},person@bench-{i}.example\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    [GeneratedRegex("""<input(?=[^>]*type="hidden")(?=[^>]*name="(?<name>[^"]+)")(?=[^>]*value="(?<value>[^"]*)")[^>]*>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}

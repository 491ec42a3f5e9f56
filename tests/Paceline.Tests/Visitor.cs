using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Paceline.Tests;

/// <summary>A person using the site without a browser: opens pages, fills forms, follows redirects.</summary>
public sealed class Visitor(AppFactory app)
{
    public const string Password = "correct horse battery";

    /// <summary>Recovery codes of the people of the tests, by e-mail: they sign in by the same two steps as everybody.</summary>
    public static System.Collections.Concurrent.ConcurrentDictionary<string, System.Collections.Concurrent.ConcurrentQueue<string>> Papers { get; } = new(StringComparer.OrdinalIgnoreCase);

    private readonly System.Net.CookieContainer _cookies = new();
    public HttpClient Http => field ??= app.CreateDefaultClient(app.ClientOptions.BaseAddress,
        new Microsoft.AspNetCore.Mvc.Testing.Handlers.RedirectHandler(), new Microsoft.AspNetCore.Mvc.Testing.Handlers.CookieContainerHandler(_cookies));

    /// <summary>The same browser, stopping where it would be led on.</summary>
    public HttpClient Still() => app.CreateDefaultClient(app.ClientOptions.BaseAddress, new Microsoft.AspNetCore.Mvc.Testing.Handlers.CookieContainerHandler(_cookies));


    /// <summary>What the browser keeps under a name.</summary>
    public string Cookie(string name) => _cookies.GetAllCookies()[name]!.Value;

    /// <summary>All that the browser keeps, as it sends it; kept so, no answer changes it.</summary>
    public string Cookies() => _cookies.GetCookieHeader(app.ClientOptions.BaseAddress);

    public HttpResponseMessage Last { get; private set; } = null!;

    public async Task<IHtmlDocument> Go(string path) => await Read(await Http.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Fills and sends a form: the first one in the page's main part, or the one that the selector finds.</summary>
    public async Task<IHtmlDocument> Submit(IHtmlDocument page, string form, params (string Name, string Value)[] values) =>
        await Send(page.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"No form “{form}” on {page.Url}"), values, []);

    public Task<IHtmlDocument> Submit(IHtmlDocument page, params (string Name, string Value)[] values) => Submit(page, "main form[method=post]", values);

    /// <summary>The same with files.</summary>
    public Task<IHtmlDocument> Upload(IHtmlDocument page, string form, (string Name, string FileName, byte[] Content)[] files, params (string Name, string Value)[] values) =>
        Send(page.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"No form “{form}” on {page.Url}"), values, files);

    public async Task<Visitor> SignIn(string email)
    {
        var page = await Submit(await Go("/sign-in"), ("Input.Email", email), ("Input.Password", Password));
        if (new Uri(page.Url).AbsolutePath is "/sign-in/code" && Papers.TryGetValue(email, out var paper) && paper.TryDequeue(out var code)) await Submit(page, "form[action*=Paper]", ("Code", code));
        return this;
    }

    private async Task<IHtmlDocument> Send(IHtmlFormElement form, (string Name, string Value)[] values, (string Name, string FileName, byte[] Content)[] files)
    {
        var given = values.Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        var fields = form.Elements.OfType<IHtmlElement>().SelectMany(Filled).Where(f => !given.Contains(f.Key)).Concat(values.Select(v => KeyValuePair.Create(v.Name, v.Value))).ToList();
        var address = form.GetAttribute("action") is { Length: > 0 } action ? new Uri(new Uri(form.Owner!.Url), action) : new Uri(form.Owner!.Url);
        if (files.Length == 0) return await Read(await Http.PostAsync(address, new FormUrlEncodedContent(fields)));
        using var body = new MultipartFormDataContent();
        foreach (var (name, value) in fields) body.Add(new StringContent(value), name);
        foreach (var (name, fileName, content) in files) body.Add(new ByteArrayContent(content), name, fileName);
        return await Read(await Http.PostAsync(address, body));
    }

    private static IEnumerable<KeyValuePair<string, string>> Filled(IHtmlElement element)
    {
        if (element.GetAttribute("name") is not { Length: > 0 } name) yield break;
        switch (element)
        {
            case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" or "submit" } or IHtmlButtonElement: yield break;
            case IHtmlInputElement input: yield return new(name, input.Value); break;
            case IHtmlTextAreaElement area: yield return new(name, area.Value); break;
            case IHtmlSelectElement select:
                foreach (var option in select.Options.Where(o => o.IsSelected)) yield return new(name, option.Value);
                break;
            default: break;
        }
    }

    private async Task<IHtmlDocument> Read(HttpResponseMessage response)
    {
        Last = response;
        var html = await response.Content.ReadAsStringAsync();
        return (IHtmlDocument)await BrowsingContext.New().OpenAsync(r => r.Content(html).Address(response.RequestMessage!.RequestUri!.ToString()));
    }
}

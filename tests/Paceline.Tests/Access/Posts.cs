using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Paceline.Tests.Access;

/// <summary>A handler that takes a form.</summary>
internal sealed record PostHandler(string Route, string Name, IReadOnlyList<string> Fields)
{
    public string Key => (Route + " " + Name).TrimEnd();
}

/// <summary>Every handler that takes a form, and how it is sent with the records of a world.</summary>
internal static partial class Posts
{
    // What a form of a page names in its own words: a field and the world's record, or a value.
    private static readonly Dictionary<string, (string Field, string Value)[]> Typed = new(StringComparer.Ordinal)
    {
        ["/members Archive"] = [("id", "first"), ("reason", "Closed")],
        ["/members Restore"] = [("id", "first")],
        ["/follow-up"] = [("change.Id", "step"), ("change.Version", "0"), ("change.Act", "Done")],
        ["/agenda/{who}/follow-up"] = [("change.Id", "step"), ("change.Version", "0"), ("change.Act", "Done")],
        ["/members/duplicates/{first:guid}/{second:guid}"] = [("Input.Kept", "first")],
        ["/organisations/{id:guid}/share End"] = [("link", "share")],
    };

    public static async Task<List<PostHandler>> All(AppFactory app)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        List<PostHandler> handlers = [];
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page) continue;
            var compiled = await loader.LoadAsync(page, endpoint.Metadata);
            foreach (var method in compiled.HandlerMethods.Where(h => h.HttpMethod is not "Get" and not "Head" && h.Name is not "HandlerExecuting" and not "HandlerExecuted" and not "HandlerSelected"))
                handlers.Add(new("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), method.Name ?? "", [.. method.Parameters.Where(p => p.ParameterType == typeof(Guid) || p.ParameterType == typeof(Guid?)).Select(p => p.Name)]));
        }

        return [.. handlers.DistinctBy(h => (h.Route, h.Name)).OrderBy(h => h.Route, StringComparer.Ordinal).ThenBy(h => h.Name, StringComparer.Ordinal)];
    }

    /// <summary>The handler's address and form, with this world's records in the path and that world's in the fields.</summary>
    public static HttpRequestMessage Request(MatrixWorld path, MatrixWorld fields, MatrixVisitor visitor, PostHandler handler, string token, string? at = null)
    {
        var address = at ?? path.Path(handler.Route, visitor);
        if (handler.Name is not "") address += (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=" + handler.Name;
        List<KeyValuePair<string, string>> form = [new("__RequestVerificationToken", token)];
        foreach (var field in handler.Fields.Where(f => !handler.Route.Contains($"{{{f}", StringComparison.Ordinal)))
            if (fields.Field(field) is { } id) form.Add(new(field, id));
        foreach (var (field, value) in Typed.GetValueOrDefault(handler.Key, [])) form.Add(new(field, fields.Field(value) ?? value));
        form.Add(new("Input.Company", fields.Field("company")!));
        return new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = new FormUrlEncodedContent(form) };
    }

    /// <summary>The answer as the table has it. Sent without a jar: what one answer takes away, signing out for one, the next visit has again.</summary>
    public static async Task<string> Send(HttpClient bare, MatrixWorld world, MatrixVisitor visitor, PostHandler handler, string token)
    {
        using var request = Request(world, world, visitor, handler, token);
        request.Headers.Add("Cookie", visitor.Browser.Cookies());
        using var response = await bare.SendAsync(request);
        return response.StatusCode switch
        {
            HttpStatusCode.Redirect or HttpStatusCode.Found or HttpStatusCode.MovedPermanently or HttpStatusCode.SeeOther => response.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal) ? "in" : "on",
            var status => ((int)status).ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A browser that begins where the visitor stands and forgets what it learns: led on, it reads what it is told there.</summary>
    public static HttpClient Browser(AppFactory app, MatrixVisitor visitor)
    {
        var jar = new CookieContainer();
        foreach (var cookie in visitor.Browser.Cookies().Split("; ", StringSplitOptions.RemoveEmptyEntries)) jar.SetCookies(app.ClientOptions.BaseAddress, cookie + "; path=/");
        return app.CreateDefaultClient(app.ClientOptions.BaseAddress, new RedirectHandler(), new CookieContainerHandler(jar));
    }

    /// <summary>The token of a form: it is bound to who asks, not to the page.</summary>
    public static async Task<string> Token(MatrixWorld world, MatrixVisitor visitor)
    {
        foreach (var page in visitor.IsGuest ? [world.Path("/agenda/{who}/meetings/{meeting:guid}", visitor), world.Path("/agenda/{who}/contracts/new", visitor)] : (string[])["/sign-in", "/sign-out", "/language"])
        {
            using var response = await visitor.Http.GetAsync(new Uri(page, UriKind.Relative));
            if (TokenField().Match(await response.Content.ReadAsStringAsync()) is { Success: true } found) return found.Groups["token"].Value;
        }

        throw new InvalidOperationException($"No form for {visitor.Name}");
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex TokenField();
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Paceline.Domain;

namespace Paceline.Platform.Ui;

/// <summary>What page handlers say often.</summary>
public static class PageExtensions
{
    /// <summary>Shows the form again with its errors, as 422 so that scripts and tests can tell.</summary>
    public static PageResult Invalid(this PageModel page)
    {
        page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page.Page();
    }

    /// <summary>Shows the form again with what a rule said, at a field or, with "", above the form.</summary>
    public static PageResult Refused(this PageModel page, string field, Refusal refusal)
    {
        var texts = page.HttpContext.RequestServices.GetRequiredService<Text.Texts>();
        page.ModelState.AddModelError(field, texts.Of(refusal));
        return page.Invalid();
    }

    /// <summary>Leaves a sentence for the next page: "Saved". English text, translated here.</summary>
    public static void Say(this PageModel page, string sentence, params object[] arguments) =>
        page.TempData["said"] = page.HttpContext.RequestServices.GetRequiredService<Text.Texts>()[sentence, arguments].Value;

    /// <summary>Where this site is, for links in mails and files: https://paceline.example.org. The request is asked last, for whoever sends it names its host.</summary>
    public static Task<string> Site(this PageModel page, CancellationToken stop) =>
        page.HttpContext.RequestServices.GetRequiredService<Access.SiteAddress>().Of(page.Request, stop);

    /// <summary>A script asked for a part of the page only.</summary>
    public static bool WantsFragment(this PageModel page) => page.Request.Headers.ContainsKey("X-Fragment");

    /// <summary>Every value of an enumeration as a choice.</summary>
    public static IEnumerable<SelectListItem> Choices<TEnum>(this Text.Texts texts) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Select(v => new SelectListItem(texts.Word(v), v.ToString()));

    /// <summary>Every country as a choice.</summary>
    public static IEnumerable<SelectListItem> CountryChoices() =>
        Text.Countries.In(Text.Texts.Language).Select(c => new SelectListItem(c.Name, c.Code));
}

using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Paceline.Platform.Ui;

/// <summary>&lt;pl-icon name="plan" /&gt;: a picture from the sprite, always beside a word.</summary>
[HtmlTargetElement("pl-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    public required string Name { get; set; }

    /// <summary>An arrow that points the other way in right-to-left pages.</summary>
    public bool Flip { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icon.Svg(Name, Flip));
    }
}

/// <summary>Markup of an icon.</summary>
public static class Icon
{
    /// <summary>Where the sprite lies; with its fingerprint once the application has started.</summary>
    public static string Sprite { get; set; } = "/icons.svg";

    public static HtmlString Svg(string name, bool flip = false) =>
        new($"<svg class=\"i{(flip ? " flip" : "")}\" aria-hidden=\"true\"><use href=\"{Sprite}#i-{name}\"/></svg>");
}

/// <summary>&lt;pl-status kind="ok" text="Verified" /&gt;: a state by word, colour and shape. The text is English, translated here.</summary>
[HtmlTargetElement("pl-status", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StatusTagHelper(Text.Texts texts) : TagHelper
{
    /// <summary>ok, warn, bad, wait, live or off.</summary>
    public required string Kind { get; set; }

    public string? Text { get; set; }

    public bool Chip { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"status {Kind}{(Chip ? " chip" : "")}");
        if (Text is not null) output.Content.SetContent(texts[Text].Value);
    }
}

/// <summary>&lt;pl-note kind="warn"&gt;…&lt;/pl-note&gt;: something said beside the matter, with its icon.</summary>
[HtmlTargetElement("pl-note")]
public sealed class NoteTagHelper : TagHelper
{
    /// <summary>Empty for information, else ok, warn or bad.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Announced at once.</summary>
    public bool Alert { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inner = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"note {Kind}".Trim());
        if (Alert) output.Attributes.SetAttribute("role", "alert");
        output.Content.SetHtmlContent(Icon.Svg(Kind is "warn" or "bad" ? "alert" : Kind is "ok" ? "check" : "info"));
        output.Content.AppendHtml("<div>").AppendHtml(inner).AppendHtml("</div>");
    }
}

/// <summary>&lt;pl-errors /&gt;: what is wrong with a form as a whole, announced.</summary>
[HtmlTargetElement("pl-errors", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorsTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ViewData.ModelState.Where(s => s.Key is "").SelectMany(s => s.Value!.Errors).Select(e => e.ErrorMessage).ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "note bad");
        output.Attributes.SetAttribute("role", "alert");
        output.Content.SetHtmlContent(Icon.Svg("alert"));
        output.Content.AppendHtml("<div>");
        foreach (var error in errors)
        {
            var line = new TagBuilder("p");
            line.InnerHtml.Append(error);
            output.Content.AppendHtml(line);
        }

        output.Content.AppendHtml("</div>");
    }
}

/// <summary>&lt;a pl-can="ManageEvent" pl-cluster="@id"&gt; is left out for people whom the rule book does not allow it.</summary>
[HtmlTargetElement("*", Attributes = "pl-can")]
public sealed class CanTagHelper(Access.CurrentAccess access) : TagHelper
{
    [HtmlAttributeName("pl-can")] public Access.Can Can { get; set; }

    [HtmlAttributeName("pl-cluster")] public Guid? Cluster { get; set; }

    [HtmlAttributeName("pl-company")] public Guid? Company { get; set; }

    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        await access.Load(ViewContext.HttpContext.RequestAborted);
        var allowed = Cluster is null && Company is null ? access.MaySomewhere(Can) : access.May(Can, new Access.Scope(Cluster, Company));
        if (!allowed) output.SuppressOutput();
    }
}

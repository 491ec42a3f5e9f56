using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Paceline.Platform.Ui;

/// <summary>
/// &lt;pl-field for="Input.Name" label="Name"&gt;: label, hint, control and error wired together the way assistive technology expects.
/// The control follows <c>type</c> (text, email, password, number, date, time, file, checkbox, textarea, select with <c>items</c>).
/// </summary>
[HtmlTargetElement("pl-field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(IHtmlGenerator html, Text.Texts texts) : TagHelper
{
    public required ModelExpression For { get; set; }

    /// <summary>English text, translated here.</summary>
    public required string Label { get; set; }

    /// <summary>English text, translated here.</summary>
    public string? Hint { get; set; }

    public string Type { get; set; } = "text";

    public string? Autocomplete { get; set; }

    /// <summary>Choices of a select.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>First, empty choice of a select; English text.</summary>
    public string? Empty { get; set; }

    /// <summary>Which keys a telephone shows: numeric, email.</summary>
    public string? Inputmode { get; set; }

    public string? Min { get; set; }

    public string? Max { get; set; }

    public string? Step { get; set; }

    public string? Accept { get; set; }

    public bool Multiple { get; set; }

    public int? Maxlength { get; set; }

    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = For.Name;
        var id = TagBuilder.CreateSanitizedId(name, "-");
        var state = ViewContext.ViewData.ModelState.GetValueOrDefault(name);
        var invalid = state?.Errors.Count > 0;
        var described = string.Join(' ', new[] { Hint is null ? null : id + "-hint", invalid ? id + "-error" : null }.OfType<string>());
        var attributes = new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = id };
        if (Type is not "checkbox") attributes["class"] = "input";
        if (described is not "") attributes["aria-describedby"] = described;
        if (invalid) attributes["aria-invalid"] = "true";
        Set(attributes, "autocomplete", Autocomplete);
        Set(attributes, "inputmode", Inputmode);
        Set(attributes, "min", Min);
        Set(attributes, "max", Max);
        Set(attributes, "step", Step);
        Set(attributes, "accept", Accept);
        Set(attributes, "maxlength", Maxlength?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (Multiple) attributes["multiple"] = "multiple";
        if (For.Metadata.IsRequired && Type is not "checkbox") attributes["required"] = "required";

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Type is "checkbox" ? "field checkfield" : "field");
        var label = new TagBuilder("label") { Attributes = { ["for"] = id } };
        if (Type is "checkbox")
        {
            label.AddCssClass("check");
            label.InnerHtml.AppendHtml(html.GenerateCheckBox(ViewContext, For.ModelExplorer, name, For.Model as bool?, attributes));
            label.InnerHtml.Append(texts[Label].Value);
            output.Content.AppendHtml(label);
        }
        else
        {
            label.InnerHtml.Append(texts[Label].Value);
            output.Content.AppendHtml(label);
        }

        if (Hint is not null) output.Content.AppendHtml(Note(id + "-hint", "hint", texts[Hint].Value));
        if (Type is not "checkbox") output.Content.AppendHtml(Control(name, attributes));
        if (invalid) output.Content.AppendHtml(Error(id + "-error", state!.Errors[0].ErrorMessage));
    }

    private IHtmlContent Control(string name, Dictionary<string, object?> attributes)
    {
        switch (Type)
        {
            case "textarea":
                return html.GenerateTextArea(ViewContext, For.ModelExplorer, name, 4, 60, attributes);
            case "select":
                var chosen = ViewContext.ViewData.ModelState.GetValueOrDefault(name)?.AttemptedValue ?? For.Model?.ToString();
                var items = (Items ?? []).Select(i => new SelectListItem(i.Text, i.Value, string.Equals(i.Value, chosen, StringComparison.Ordinal)));
                return html.GenerateSelect(ViewContext, For.ModelExplorer, Empty is null ? null : Empty is "" ? "" : texts[Empty].Value, name, items, Multiple, attributes);
            default:
                attributes["type"] = Type;
                var (value, format) = For.Model switch
                {
                    _ when Type is "password" or "file" => (null, null),
                    DateOnly day => (day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), null),
                    TimeOnly time => (time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), null),
                    decimal number => (number.ToString(System.Globalization.CultureInfo.InvariantCulture), null),
                    var other => (other, (string?)null),
                };
                return html.GenerateTextBox(ViewContext, For.ModelExplorer, name, value, format, attributes);
        }
    }

    private static void Set(Dictionary<string, object?> attributes, string name, string? value)
    {
        if (value is not null) attributes[name] = value;
    }

    private static TagBuilder Note(string id, string css, string text)
    {
        var note = new TagBuilder("p") { Attributes = { ["id"] = id, ["class"] = css } };
        note.InnerHtml.Append(text);
        return note;
    }

    private static TagBuilder Error(string id, string text)
    {
        var error = new TagBuilder("span") { Attributes = { ["id"] = id, ["class"] = "error" } };
        error.InnerHtml.AppendHtml(Icon.Svg("alert"));
        error.InnerHtml.Append(text);
        return error;
    }
}

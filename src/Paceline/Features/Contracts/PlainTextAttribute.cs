using System.ComponentModel.DataAnnotations;

namespace Paceline.Features.Contracts;

/// <summary>Refuses characters that no keyboard types and that a database or a document cannot keep; line breaks only where the text may have them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlainTextAttribute : ValidationAttribute
{
    public PlainTextAttribute() => ErrorMessage = "There is a character in this text that cannot be kept, such as NUL. Type it again.";

    public bool Lines { get; set; }

    public override bool IsValid(object? value) => value is not string text || !text.Any(c => char.IsControl(c) && !(Lines && c is '\n' or '\r' or '\t'));
}

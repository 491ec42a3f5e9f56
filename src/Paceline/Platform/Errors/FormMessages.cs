using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Paceline.Platform.Errors;

/// <summary>What a form says when a value cannot be read. The annotations' own messages are translated by their sentence.</summary>
public static class FormMessages
{
    public static void Use(DefaultModelBindingMessageProvider provider)
    {
        var texts = new Text.Texts();
        provider.SetAttemptedValueIsInvalidAccessor((value, _) => texts["“{0}” cannot be read here. Check it and try again.", value].Value);
        provider.SetNonPropertyAttemptedValueIsInvalidAccessor(value => texts["“{0}” cannot be read here. Check it and try again.", value].Value);
        provider.SetValueIsInvalidAccessor(value => texts["“{0}” cannot be read here. Check it and try again.", value].Value);
        provider.SetUnknownValueIsInvalidAccessor(_ => texts["This cannot be read. Check it and try again."].Value);
        provider.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["This cannot be read. Check it and try again."].Value);
        provider.SetValueMustBeANumberAccessor(_ => texts["Use a number."].Value);
        provider.SetNonPropertyValueMustBeANumberAccessor(() => texts["Use a number."].Value);
        provider.SetValueMustNotBeNullAccessor(_ => texts["This is needed."].Value);
        provider.SetMissingBindRequiredValueAccessor(_ => texts["This is needed."].Value);
        provider.SetMissingKeyOrValueAccessor(() => texts["This is needed."].Value);
        provider.SetMissingRequestBodyRequiredValueAccessor(() => texts["This is needed."].Value);
    }
}

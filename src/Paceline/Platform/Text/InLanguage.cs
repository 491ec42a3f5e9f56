using System.Globalization;

namespace Paceline.Platform.Text;

/// <summary>A letter speaks the language of its reader, not of its sender.</summary>
public static class InLanguage
{
    /// <summary>Says something in another language; one that the product does not speak is answered in English.</summary>
    public static T Of<T>(string? language, Func<T> say)
    {
        var (ours, theirs) = (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture);
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Texts.Culture(language);
            return say();
        }
        finally
        {
            (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (ours, theirs);
        }
    }
}

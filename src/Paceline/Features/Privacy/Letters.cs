using System.Globalization;
using Paceline.Platform.Text;

namespace Paceline.Features.Privacy;

/// <summary>A letter is written in the language of the person who reads it, not of the one who causes it.</summary>
public static class Letters
{
    /// <summary>Says something in another language.</summary>
    public static T In<T>(string language, Func<T> say)
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

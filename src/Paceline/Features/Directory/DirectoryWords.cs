using Paceline.Platform.Text;

namespace Paceline.Features.Directory;

/// <summary>What people call the parts of an entry.</summary>
public static class DirectoryWords
{
    public static string Of(EntryField field, Texts texts) => field switch
    {
        EntryField.Products => texts["Products and services"].Value,
        EntryField.Certifications => texts["Certificates"].Value,
        EntryField.Offers => texts["Offers"].Value,
        EntryField.Needs => texts["Looks for"].Value,
        EntryField.Town => texts["Town"].Value,
        EntryField.Description => texts["About"].Value,
        _ => texts["Name"].Value,
    };
}

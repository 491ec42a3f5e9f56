namespace Paceline.Domain;

/// <summary>A record that two people may edit at once: the application counts its versions, so that the second is told.</summary>
public interface IVersioned
{
    /// <summary>How often the record was saved.</summary>
    int Version { get; set; }
}

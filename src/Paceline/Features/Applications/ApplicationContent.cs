using Paceline.Domain;
using Paceline.Domain.Activities.Calls;

namespace Paceline.Features.Applications;

/// <summary>One question as a field of a form.</summary>
public sealed record AnswerField(CallQuestion Question, Answers Answers, bool IsShown, Refusal? Fault, IReadOnlyDictionary<string, string> Files, Guid Application);

/// <summary>An application to be read.</summary>
public sealed record ApplicationContent(ApplicationRecord Record, IReadOnlyDictionary<string, string> Files, bool ShowPeople);

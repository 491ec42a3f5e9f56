using Paceline.Domain.FollowUp;

namespace Paceline.Features.Contracts;

/// <summary>States of a contract in a sentence; English, keys of their translations.</summary>
public static class DealWords
{
    /// <summary>What happens next, said to the company.</summary>
    public static string WhatNext(DealState state) => state switch
    {
        DealState.Announced => "It is noted. Add a file that proves it, so that it can be checked.",
        DealState.Evidenced => "A monitoring officer checks it next. You are told by mail.",
        DealState.Returned => "The verifier needs something from you before it counts.",
        DealState.Verified => "It was checked and counts in the programme's figures.",
        _ => "",
    };
}

package dev.turnaround.provider;

/// Why a provider's API does not do what it is asked for, such that a person can mend it.
///
/// @param code a stable word for programs, such as `saml_not_authorized`
/// @param what what is the matter, in one sentence; holds no secret
/// @param advice what to do, in one or two sentences
public record Diagnosis(String code, String what, String advice) {}

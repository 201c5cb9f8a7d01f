// Package experiment moves calls from one implementation to another, step by step, with
// proof at every step.
package experiment

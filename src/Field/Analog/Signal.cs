using FieldNode.Tags;

namespace FieldNode.Field.Analog
{
    /// <summary>What is between a sensor's value and a tag: conversion with a verdict, and memory for a filter.</summary>
    public abstract class Signal
    {
        /// <summary>The converted value, if the last <see cref="Convert"/> gave None.</summary>
        public double Value { get; protected set; }

        /// <summary>Takes a value of the sensor.</summary>
        /// <param name="raw">In the unit of the sensor's kind.</param>
        /// <param name="nowMs">Monotonic time, for the filter.</param>
        /// <returns>None, or why there is no good value.</returns>
        public abstract QualityReason Convert(double raw, long nowMs);

        /// <summary>Forgets what a filter remembers: the sensor was gone, or its value was not good.</summary>
        public abstract void Reset();
    }
}

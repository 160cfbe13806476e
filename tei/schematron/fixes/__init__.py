"""Schematron Quick Fix: what is wrong with the fixes of a schema, and those that are offered for a finding.

Source: W3C community group "Quick-fix support for XML", Schematron Quick Fixes Specification, draft of March 2018.
"""

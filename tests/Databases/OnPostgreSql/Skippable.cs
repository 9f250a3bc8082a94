// Every test of this project needs PostgreSQL, and is skipped where there is none.
global using FactAttribute = Xunit.SkippableFactAttribute;
global using TheoryAttribute = Xunit.SkippableTheoryAttribute;

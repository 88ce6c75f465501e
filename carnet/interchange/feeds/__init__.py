"""What others publish on the web, fetched under guard, once or on a timetable."""

"""登记表 as the form people know, in Excel and Word: out and in again without loss."""
